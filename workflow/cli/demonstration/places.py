"""Where the invented projects take place: communes of the two Régions, by INSEE code (COG), with their EPCI."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Place:
    """A commune: its INSEE code, its name, and the SIREN of its group of communes."""

    commune: str
    name: str
    epci: str

    @property
    def of(self) -> str:
        """« de Guéret », « d’Aubusson »."""
        return f"d’{self.name}" if self.name[0] in "AEIOUÉ" else f"de {self.name}"


def _places(lines: str) -> tuple[Place, ...]:
    parts = (line.split(maxsplit=2) for line in lines.strip().splitlines())
    return tuple(Place(commune, name.strip(), epci) for commune, epci, name in parts)


NOUVELLE_AQUITAINE: Final = _places("""
23008 200044014 Aubusson
86194 200069854 Poitiers
33243 200070092 Libourne
23030 200067189 Bourganeuf
79191 200041317 Niort
64445 200067254 Pau
23096 200034825 Guéret
17300 241700434 La Rochelle
40192 244000808 Mont-de-Marsan
87085 248719312 Limoges
16015 200071827 Angoulême
47001 200096956 Agen
87154 200059400 Saint-Junien
79202 200041333 Parthenay
24322 200040392 Périgueux
19031 200043172 Brive-la-Gaillarde
17299 200041762 Rochefort
64102 200067106 Bayonne
19272 241927201 Tulle
86066 248600413 Châtellerault
33529 243300563 La Teste-de-Buch
19275 200066744 Ussel
79049 200040244 Bressuire
40088 244000675 Dax
16102 200070514 Cognac
86165 200070043 Montmorillon
33281 243300316 Mérignac
16106 200072049 Confolens
17415 200036473 Saintes
47157 200030674 Marmande
24037 200070647 Bergerac
64422 200067262 Oloron-Sainte-Marie
24520 200027217 Sarlat-la-Canéda
33522 243300316 Talence
47323 200023307 Villeneuve-sur-Lot
""")

BRETAGNE: Final = _places("""
35238 243500139 Rennes
29019 242900314 Brest
22278 200069409 Saint-Brieuc
56121 200042174 Lorient
35236 243500741 Redon
29151 242900835 Morlaix
22113 200065928 Lannion
56260 200067932 Vannes
35360 200039022 Vitré
29232 200068120 Quimper
22050 200068989 Dinan
56178 245614433 Pontivy
35115 200072452 Fougères
29024 242900744 Carhaix-Plouguer
22070 200067981 Guingamp
56165 200066777 Ploërmel
35288 243500782 Saint-Malo
22136 200067460 Loudéac
""")
