"""Who carries the plan: organisations, groups with their posts, and who answers for what."""

from datetime import date

from yajian.core.plan.heading import Level
from yajian.core.plan.terms import Cited, OrgId
from yajian.core.plan.value import Value
from yajian.core.words import CountyId


class Organisation(Cited, frozen=True, kw_only=True):
    """一个单位。县（市）本身也是单位，按文件里的顺序排列。"""

    id: str
    level: Level  # province 省，city 市，county 县（市），enterprise 企业，utility 供电供气，court 法院，other 其他
    name: str  # 名称，照原文
    en: str = ""  # 英文名称
    government: str = ""  # 县（市）人民政府的全称
    template: bool = False  # 泛指的一类单位（如“县（市）工信部门”“各有关县（市）”），不是某一个


class Post(Cited, frozen=True, kw_only=True):
    """领导小组等机构里的一个职务，以及方案印发时由谁担任。"""

    id: str
    post: str  # 在本机构中的职务
    office: str = ""  # 本人的行政职务
    person: str  # 姓名
    since: Value[date]  # 任职起始日
    as_stated_on: date  # 该任职情况是哪一天的文件写明的


class Group(Cited, frozen=True, kw_only=True):
    """由几个单位组成的机构：领导小组、办公室、验收组、督查组。"""

    id: str
    name: str  # 全称
    short: str = ""  # 简称
    parent: OrgId | None = None  # 上级机构
    seat: OrgId | None = None  # 设在哪个单位
    convened_by: OrgId | None = None  # 由谁召集
    joint_with: tuple[OrgId, ...] = ()  # 会同单位
    posts: tuple[Post, ...] = ()  # 职务
    members: Value[tuple[OrgId, ...]] | None = None  # 成员单位
    member_counties: Value[tuple[CountyId, ...]] | None = None  # 成员县（市）
    open_ended: bool = False  # 原文以“等单位”结尾


class CountyRole(Cited, frozen=True, kw_only=True):
    """每个县（市）都要明确到人的一个角色。"""

    id: str
    label: str  # 角色名称
    person: Value[str]  # 姓名；方案未写时由县（市）填报


class Responsibility(Cited, frozen=True, kw_only=True):
    """谁承担什么责任。"""

    main_body: OrgId  # 责任主体
    county_roles: tuple[CountyRole, ...] = ()  # 每个县（市）要明确到人的角色
    enterprise_role: str = ""  # 企业承担的责任
    county_over_enterprise: str = ""  # 县（市）对企业承担的责任
