import re
import pytest
from django.test import Client
from django.urls import resolve
from tests import objects
from tests.people import cast
from tests.trust.walking import addresses
from ibasho.base.ui.doors import Door

def test_x(db):
    people=cast(); made=objects.Objects(people)
    c=Client()
    out={}; nohelp=[]
    for one in addresses(made):
        if one.expected("anonymous")!=200: continue
        v=resolve(one.path).func
        if getattr(v,"door",None)!=Door.CHILD: continue
        r=c.get(one.path)
        if not r.get("Content-Type","").startswith("text/html"): continue
        html=r.content.decode()
        if 'href="/help/"' not in html: nohelp.append(one.name)
        for f in re.findall(r'<form[^>]*method="post"[^>]*>(.*?)</form>',html,re.S|re.I):
            names=re.findall(r'<textarea[^>]*name="([^"]+)"',f)+[n for t,n in re.findall(r'<input[^>]*type="(text|email|tel|search|url)"[^>]*name="([^"]+)"',f)]
            if names: out.setdefault(one.name,set()).update(names)
    for k,v in out.items(): print(k,v)
    print("NOHELP",nohelp)
