"""The forms in which people write the name of a Chinese place.

深圳市 and 深圳; 彭水苗族土家族自治县, 彭水县 and 彭水; Shenzhen, Shenzhen City.
"""

from __future__ import annotations

import re

PEOPLES = (
    "蒙古|回|藏|维吾尔|苗|彝|壮|布依|朝鲜|满|侗|瑶|白|土家|哈尼|哈萨克|傣|黎|傈僳|佤|畲|高山|拉祜|水|东乡|纳西|景颇|"
    "柯尔克孜|土|达斡尔|仫佬|羌|布朗|撒拉|毛南|仡佬|锡伯|阿昌|普米|塔吉克|怒|乌孜别克|俄罗斯|鄂温克|德昂|保安|裕固|"
    "京|塔塔尔|独龙|鄂伦春|赫哲|门巴|珞巴|基诺|各"
)
_OWN_RULE = re.compile(
    rf"^(?P<stem>.{{2,}}?)(?:(?:{PEOPLES})族|蒙古|哈萨克|柯尔克孜|塔吉克|锡伯|维吾尔)*"
    r"自治(?P<kind>州|县|旗|区)$"
)
_ENDING = re.compile(r"(?:特别行政区|自治区|省|市|新区|自治州|地区|盟|林区|特区|区|县|旗)$")
_TWO = 2


def stem_of(name: str) -> str:
    """The name without what kind of place it is: 深圳, 彭水, 延边."""
    found = _OWN_RULE.match(name)
    if found:
        return found["stem"]
    short = _ENDING.sub("", name)
    return short if len(short) >= _TWO else name


def forms_of(name: str) -> set[str]:
    """Every way to write the name in Chinese."""
    forms = {name, stem_of(name)}
    found = _OWN_RULE.match(name)
    if found and found["kind"] in "州县旗":
        forms.add(found["stem"] + found["kind"])
    if name.endswith("地区"):
        forms.add(name.removesuffix("地区") + "市")
    return forms


SEPARATORS = re.compile(r"[\s/\\,，、;；:：\-—–_·•.。|>→()（）\[\]【】「」]+")
COUNTRY = re.compile(r"^(?:中华人民共和国|中国大陆|中国|全国)(?=.)")
ENGLISH = {
    "inner mongolia": "内蒙古", "tibet": "西藏", "shaanxi": "陕西", "shanxi": "山西",
    "hong kong": "香港", "hongkong": "香港", "macau": "澳门", "macao": "澳门", "peking": "北京",
    "canton": "广州", "harbin": "哈尔滨", "urumqi": "乌鲁木齐", "hohhot": "呼和浩特",
    "lhasa": "拉萨", "kashgar": "喀什地区", "chongqing": "重庆", "xiamen": "厦门",
    "amoy": "厦门", "tsingtao": "青岛", "xian": "西安", "xi'an": "西安", "ordos": "鄂尔多斯",
    "baotou": "包头", "qiqihar": "齐齐哈尔", "hulunbuir": "呼伦贝尔",
    "hohot": "呼和浩特", "huhehot": "呼和浩特", "karamay": "克拉玛依", "shigatse": "日喀则",
    "xigaze": "日喀则", "nagqu": "那曲", "nyingchi": "林芝", "shannan": "山南市",
    "turpan": "吐鲁番",
    "turfan": "吐鲁番", "hami": "哈密", "kumul": "哈密", "hotan": "和田地区", "khotan": "和田地区",
    "aksu": "阿克苏地区", "altay": "阿勒泰地区", "ili": "伊犁",
    "xizang": "西藏", "sinkiang": "新疆", "nei mongol": "内蒙古", "neimenggu": "内蒙古",
    "ulanqab": "乌兰察布", "ulanhot": "乌兰浩特", "xilingol": "锡林郭勒盟", "hinggan": "兴安盟",
    "alxa": "阿拉善盟", "bayannur": "巴彦淖尔", "manzhouli": "满洲里", "garze": "甘孜藏族自治州",
    "ngawa": "阿坝", "nanking": "南京", "tientsin": "天津",
    "chungking": "重庆", "sian": "西安", "dairen": "大连", "foochow": "福州市", "swatow": "汕头",
    "mukden": "沈阳", "suzhou industrial park": "苏州工业园区", "pudong": "浦东",
    "liangjiang": "两江新区", "xiong'an": "雄安新区", "taiwan": "台湾",
}  # fmt: skip
"""Names that English has of its own, or that pinyin alone spells otherwise."""
