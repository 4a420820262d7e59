"""Every write of people, cut by noun: `from ibasho.town.people.actions import invitations`."""
