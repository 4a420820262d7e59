"""What is said to an amount that cannot be read: what is wrong with it, and how to write it."""

from __future__ import annotations

HOW = "「20kg」や「5kg×4箱」のように 書いてください。"
NO_NUMBER = f"量が 数で わかりません。だいたいで かまいません。{HOW}"
NO_UNIT = f"kg か g かが わかりません。{HOW}"
NO_WEIGHT = f"1つが 何kg かが わかりません。{HOW}"
WORDS = f"量の ほかの ことばが まざっています。量だけを 書いてください。{HOW}"
EACH = f"ぜんぶの 重さか、1つの 重さかが わかりません。{HOW}"
TWO = f"量が ふたつ以上 読めます。少ない ほうを ひとつだけ 書いてください。{HOW}"
NOUGHT = f"量が 0 です。{HOW}"
TOO_MUCH = f"10トンより 多い 量は 入れられません。0 が 多くないか 見てください。{HOW}"
