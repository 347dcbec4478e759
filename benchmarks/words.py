"""Words and sentences the synthetic cases are built from, Chinese and English side by side.

There are enough of them, and of names made up from syllables, that a search index meets about as
many different pairs of characters as in real cases. No sentence holds a figure: a rule would ask
for its source.
"""

from __future__ import annotations

from typing import NamedTuple


class Pair(NamedTuple):
    """The same words in both languages."""

    zh: str
    en: str


def _pairs(lines: str) -> tuple[Pair, ...]:
    pairs = (line.split(" | ") for line in lines.strip().splitlines())
    return tuple(Pair(zh.strip(), en.strip()) for zh, en in pairs)


SYLLABLES = _pairs("""
安 | an
柏 | bai
班 | ban
碧 | bi
苍 | cang
岑 | cen
茶 | cha
澄 | cheng
池 | chi
春 | chun
慈 | ci
翠 | cui
大 | da
丹 | dan
德 | de
荻 | di
东 | dong
渡 | du
枫 | feng
芙 | fu
甘 | gan
皋 | gao
葛 | ge
谷 | gu
桂 | gui
海 | hai
荷 | he
鹤 | hao
虹 | hong
湖 | hu
槐 | huai
浣 | huan
黄 | huang
蕙 | hui
吉 | ji
嘉 | jia
涧 | jian
蛟 | jiao
锦 | jin
景 | jing
菊 | ju
钧 | jun
康 | kang
葵 | kui
兰 | lan
梨 | li
莲 | lian
廖 | liao
麟 | lin
菱 | ling
柳 | liu
龙 | long
芦 | lu
鸾 | luan
罗 | luo
绿 | lv
麻 | ma
梅 | mei
苗 | miao
明 | ming
牧 | mu
南 | nan
宁 | ning
瓯 | ou
盘 | pan
蓬 | peng
坪 | ping
蒲 | pu
栖 | qi
桥 | qiao
琴 | qin
清 | qing
泉 | quan
鹊 | que
榕 | rong
瑞 | rui
桑 | sang
沙 | sha
杉 | shan
上 | shang
石 | shi
双 | shuang
松 | song
苏 | su
笋 | sun
潭 | tan
桃 | tao
藤 | teng
天 | tian
亭 | ting
桐 | tong
万 | wan
苇 | wei
文 | wen
梧 | wu
溪 | xi
霞 | xia
仙 | xian
香 | xiang
杏 | xing
秀 | xiu
玄 | xuan
雪 | xue
浔 | xun
岩 | yan
杨 | yang
瑶 | yao
叶 | ye
银 | yin
樱 | ying
永 | yong
榆 | yu
鸳 | yuan
月 | yue
云 | yun
泽 | ze
樟 | zhang
芷 | zhi
竹 | zhu
紫 | zi
""")
"""Two of them make the name of a place that does not exist; no English syllable comes twice."""

QUALITIES = _pairs("""
    汽修 | car repair
    皮革 | leather
    袜业 | sock-making
    丝绸 | silk
    瓷器 | porcelain
    杨梅 | bayberry
    柑橘 | orange
    竹木 | bamboo
    珍珠 | pearl
    蜜蜂 | honey bee
    粮食 | grain
    蔬菜 | vegetable
    冷链 | cold chain
    五金 | hardware
    模具 | mould
    纽扣 | button
    童装 | children's wear
    家具 | furniture
    橡胶 | rubber
    印染 | dyeing
    电镀 | plating
    船舶 | ship
    航运 | shipping
    港口 | port
    铁路 | railway
    隧道 | tunnel
    桥梁 | bridge
    公交 | bus
    校车 | school bus
    充电 | charging
    光伏 | solar
    燃气 | gas
    锅炉 | boiler
    起重 | crane
    消火 | hydrant
    排污 | sewage
    雨水 | rainwater
    灌溉 | irrigation
    堤坝 | dyke
    泵站 | pumping
    滩涂 | mudflat
    湿地 | wetland
    候鸟 | migratory bird
    古树 | old tree
    苗圃 | nursery
    墓园 | graveyard
    祠堂 | clan hall
    庙会 | temple fair
    戏曲 | opera
    龙舟 | dragon boat
    书法 | calligraphy
    阅读 | reading
    棋牌 | card game
    健身 | fitness
    足球 | football
    游泳 | swimming
    托育 | childcare
    午托 | lunch-time care
    早教 | early learning
    辅导 | tutoring
    康复 | rehabilitation
    疫苗 | vaccination
    急救 | first aid
    药品 | medicine
    器械 | equipment
    殡葬 | funeral
    婚恋 | courtship
    催收 | debt collection
    典当 | pawn
    保险 | insurance
    股权 | share
    票据 | bill
    发票 | invoice
    税费 | tax
    补贴 | subsidy
    低保 | basic allowance
    抚恤 | pension
    救助 | relief
    慈善 | charity
    彩票 | lottery
    网吧 | internet cafe
    直播 | livestream
    短信 | text message
    摄像 | camera
    门禁 | door lock
    道闸 | barrier
    芯片 | chip
    云端 | cloud
    密钥 | key
    备案 | filing
    招标 | tender
    监理 | site supervision
    图纸 | drawing
    钢筋 | steel bar
    砂石 | gravel
    渣土 | rubble
    油库 | fuel depot
    爆竹 | firecracker
    危化 | chemical
    粉尘 | dust
    矿井 | mine
    采石 | quarry
    滑坡 | landslide
    积雪 | snow
    寒潮 | cold spell
    干旱 | drought
    蓝藻 | algae
    鱼塘 | fish pond
    虾蟹 | shrimp and crab
    猪舍 | pigsty
    禽蛋 | egg
    屠宰 | slaughter
    餐饮 | catering
    外卖 | takeaway
    豆腐 | bean curd
    黄酒 | rice wine
    宾馆 | hotel
    浴室 | bathhouse
    美容 | beauty
    维修 | repair
    拆迁 | demolition
    腾退 | vacated land
    闲置 | idle
    共享 | shared
    临时 | temporary
    流动 | mobile
    跨省 | cross-province
    边界 | border
    涉外 | foreign
    侨胞 | overseas Chinese
    译员 | interpreter
    少年 | youth
    妇幼 | mother and child
    独居 | living alone
    失智 | dementia
    盲道 | tactile paving
    轮椅 | wheelchair
""")
"""What a thing is for; before one of `THINGS` it makes a compound."""

THINGS = _pairs("""
    站点 | post
    窗口 | counter
    专班 | task force
    联盟 | alliance
    协会 | association
    合作社 | cooperative
    基金 | fund
    账户 | account
    押金 | deposit
    罚款 | fine
    许可 | permit
    执照 | licence
    凭证 | voucher
    档案 | file
    名录 | register
    图册 | atlas
    日历 | calendar
    简报 | bulletin
    热线 | hotline
    信箱 | letter box
    论坛 | forum
    课堂 | class
    讲座 | lecture
    手册 | handbook
    题库 | question bank
    考核 | appraisal
    评级 | rating
    榜单 | league table
    奖券 | prize ticket
    擂台 | contest
    沙龙 | salon
    夜校 | evening school
    学堂 | school
    驿站 | rest stop
    凉亭 | pavilion
    廊道 | gallery
    广场 | square
    仓房 | store
    车棚 | shed
    泊位 | berth
    码头 | wharf
    航线 | route
    岗亭 | sentry box
    哨所 | lookout
    围栏 | fence
    护栏 | railing
    路灯 | street lamp
    标牌 | sign
    警示 | warning
    喇叭 | loudspeaker
    传感器 | sensor
    探头 | probe
    终端 | terminal
    小程序 | mini app
    接口 | interface
    算法 | algorithm
    模型 | model
    沙盘 | sand table
    演练 | drill
    预案 | emergency plan
    值守 | watch
    巡逻 | patrol
    抽检 | spot check
    审计 | audit
    听证 | hearing
    公证 | notary service
    仲裁 | arbitration
    诉状 | pleading
    判例 | precedent
    援助 | aid
    咨询 | advice
    翻译 | translation
    陪护 | escort
    护送 | convoy
    配送 | delivery
    回收 | recycling
    堆肥 | composting
    填埋 | landfill
    绿化 | planting
    疏浚 | dredging
    清淤 | silt removal
    测绘 | survey
    勘察 | exploration
    鉴定 | expert report
    估价 | valuation
    拍卖 | auction
    租赁 | lease
    托管 | trusteeship
    众筹 | crowdfunding
    捐赠 | donation
    认领 | adoption
    结对 | pairing
    轮值 | rota
    换届 | election
    述职 | report
    约谈 | summons
    督办 | follow-up
    通告 | notice
    倡议 | appeal
    誓词 | pledge
    契约 | contract
    细则 | bylaw
    章程 | charter
    图谱 | chart
    指数 | index
    样本 | sample
    问卷 | questionnaire
    访谈 | interview
    纪要 | minutes
    剧团 | troupe
    乐队 | band
    赛事 | race
    市集 | fair
    食堂 | canteen
    厨房 | kitchen
    诊室 | surgery
    药箱 | medicine box
    床位 | bed
    宿舍 | dormitory
    公寓 | flat
    院落 | courtyard
    果园 | orchard
    苗床 | seedbed
    温棚 | greenhouse
    冰库 | ice store
    秤台 | weighbridge
    摊位 | stall
    橱窗 | shop window
    邮筒 | postbox
    云屏 | screen
    车队 | fleet
    船队 | flotilla
    犬舍 | kennel
    蜂箱 | beehive
""")
"""Things a compound may end in."""

TOPICS: dict[str, tuple[Pair, ...]] = {
    "thing": tuple(Pair(f"{a.zh}{b.zh}", f"the {a.en} {b.en}") for a in QUALITIES for b in THINGS),
    "hamlet": tuple(
        Pair(f"{a.zh}{b.zh}", f"{a.en}-{b.en}".capitalize())
        for a in SYLLABLES
        for b in SYLLABLES
        if a != b
    ),
}
"""The long tail: words most cases do not have, as real texts have many."""

WORDS: dict[str, tuple[Pair, ...]] = {
    "people": _pairs("""
        村民 | villagers
        新居民 | newcomers
        租户 | tenants
        商户 | shopkeepers
        渔民 | fishers
        老年人 | older people
        外卖骑手 | delivery riders
        业主 | flat owners
        返乡青年 | young people who came back
        留守儿童的家长 | parents of children left behind
        残疾人家庭 | families with a disabled member
        小微企业主 | owners of small firms
        货车司机 | lorry drivers
        建筑工人 | building workers
        果农 | fruit growers
        茶农 | tea growers
        民宿经营者 | guest-house keepers
        网约车司机 | ride-hailing drivers
        医院患者 | hospital patients
        学生家长 | pupils' parents
        退役军人 | veterans
        困难职工 | workers in need
        摊贩 | street vendors
        物业人员 | property staff
        志愿者 | volunteers
        调解员 | mediators
        网格员 | grid workers
        楼道长 | staircase heads
        乡贤 | respected locals
        老党员 | long-standing Party members
        人大代表 | deputies
        社区民警 | community police officers
        法律顾问 | legal advisers
        窗口人员 | counter staff
        驻村干部 | officials posted to villages
        养老护理员 | carers of the old
        灵活就业者 | people in casual work
        河边住户 | households by the river
        快递员 | couriers
        养殖户 | livestock keepers
    """),
    "unit": _pairs("""
        司法所 | the justice office
        派出所 | the police station
        信访办 | the petitions office
        综合行政执法队 | the joint enforcement team
        便民服务中心 | the public service centre
        人民法庭 | the people's tribunal
        市场监管所 | the market regulation office
        农业农村办 | the office for farming and villages
        自然资源所 | the land office
        水利站 | the water station
        卫生院 | the health centre
        中心学校 | the central school
        社会治理中心 | the governance centre
        村民委员会 | the village committee
        居民委员会 | the residents' committee
        业主委员会 | the owners' committee
        妇联 | the women's federation
        工会 | the trade union
        共青团 | the youth league
        商会 | the chamber of commerce
        行业协会 | the trade association
        供电所 | the power station office
        消防站 | the fire station
        交警中队 | the traffic police squad
        民政办 | the civil affairs office
        人社所 | the labour office
        城建办 | the building office
        生态环境所 | the environment office
        应急管理站 | the emergency office
        党群服务中心 | the Party and community centre
        检察室 | the prosecutors' local office
        大数据中心 | the data centre
        税务分局 | the tax branch
        社会工作站 | the social work station
        残联 | the disabled persons' federation
        老年协会 | the association of the old
    """),
    "matter": _pairs("""
        宅基地边界不清 | unclear borders of house plots
        拖欠工资 | unpaid wages
        物业费争议 | quarrels over property fees
        噪声扰民 | noise at night
        停车难 | a lack of parking
        土地流转纠纷 | disputes over leased land
        征迁补偿分歧 | disagreement on compensation
        邻里漏水 | leaks between neighbours
        婚姻家庭矛盾 | family quarrels
        赡养老人的争执 | quarrels over the care of parents
        交通事故赔偿 | compensation after road accidents
        医疗纠纷 | disputes with hospitals
        消费投诉 | consumer complaints
        预付卡退款 | refunds of prepaid cards
        民间借贷 | private loans
        电信诈骗 | telephone fraud
        违章搭建 | illegal building
        占道经营 | stalls on the pavement
        垃圾混投 | unsorted waste
        河道污染 | polluted streams
        油烟扰民 | kitchen fumes
        电动车上楼充电 | electric bikes charged indoors
        群租隐患 | dangers of crowded lettings
        高空抛物 | things thrown from windows
        渔船碰撞 | collisions of fishing boats
        水库用水争议 | quarrels over water
        山林权属不清 | unclear forest rights
        村账不公开 | village accounts nobody sees
        工程发包不透明 | contracts given without notice
        困难家庭漏报 | families in need left out
        证明开不出来 | certificates nobody issues
        新生儿落户 | registration of newborns
        异地就医报销 | refunds of treatment elsewhere
        学位紧张 | too few school places
        养犬扰民 | dogs that disturb
        小区电梯停运 | lifts out of order
        加装电梯意见不一 | disagreement on new lifts
        地质灾害隐患 | danger of landslides
        台风转移 | moving people before a typhoon
        仓库消防隐患 | fire hazards in stores
        网络谣言 | rumours online
        个人信息泄露 | leaks of personal data
        劳务合同争议 | disputes over labour contracts
        农资质量投诉 | complaints about seed and fertiliser
        宗族间的积怨 | old grudges between clans
        公共用地被占 | common land taken up
        古建筑失修 | old buildings in decay
        夜市秩序混乱 | disorder at the night market
    """),
    "tool": _pairs("""
        圆桌会 | round-table meetings
        积分簿 | points booklets
        民情地图 | a map of concerns
        红黑榜 | a board of praise and blame
        议事亭 | a discussion pavilion
        代办员制度 | errand runners
        一码通 | one code for all services
        流动法庭 | a travelling court
        共享法庭 | shared courtrooms
        民意信箱 | a box for opinions
        值班律师 | a lawyer on duty
        联席会议 | joint meetings
        网格微信群 | grid chat groups
        公开栏 | a notice board
        村务卡 | village bank cards
        权力清单 | a list of powers
        流程图 | a flow chart
        巡查日志 | a patrol log
        义警队 | volunteer patrols
        平安哨 | safety posts
        邻里食堂 | a neighbourhood canteen
        时间银行 | a time bank
        调解工作室 | a mediation studio
        道德评议会 | a council on conduct
        家宴中心 | a hall for family feasts
        河湖巡护站 | a river watch post
        渔船编组 | groups of boats
        隐患随手拍 | snapshots of hazards
        出租房分级表 | a rating of lettings
        电子台账 | an electronic ledger
        数据看板 | a data board
        预警模型 | an early-warning model
        视频会商室 | a video consultation room
        首问责任单 | a first-contact slip
        满意度回访 | follow-up calls
        项目评审会 | project hearings
        预算恳谈会 | budget talks
        监督小组 | a supervision group
        乡规公约 | a village covenant
        信用档案 | a credit file
        应急广播 | emergency loudspeakers
        微型消防站 | a tiny fire post
        法治茶馆 | a law tea house
        外语服务站 | a foreign language desk
        海上调解船 | a mediation boat
        一窗受理台 | a single counter
    """),
    "place": _pairs("""
        集贸市场 | markets
        工业园区 | industrial parks
        老旧小区 | old housing estates
        城乡接合部 | the edge of town
        渔港 | fishing harbours
        山区村落 | mountain villages
        海岛 | islands
        旅游景区 | tourist sites
        建筑工地 | building sites
        学校周边 | streets around schools
        医院门口 | hospital entrances
        出租房集中区 | streets of lettings
        专业市场 | wholesale markets
        物流园 | freight yards
        滨水公园 | waterside parks
        移民新村 | villages of the resettled
        古镇街区 | old town streets
        高速路口 | motorway exits
        农贸大棚 | market halls
        水库周边 | land around the reservoir
        电商产业园 | online trade parks
        特色小镇 | theme towns
        地铁沿线 | areas along the metro
        夜间经济街区 | night-time streets
        商务楼宇 | office towers
        安置小区 | resettlement estates
        林区 | forests
        茶园 | tea gardens
    """),
    "when": _pairs("""
        每周 | every week
        每月 | every month
        每季度 | every quarter
        逢集日 | on market days
        农闲时 | in the slack season
        台风来临前 | before a typhoon
        汛期 | in the flood season
        开学前 | before school starts
        节前 | before festivals
        接到诉求当天 | the day a request comes in
        会前 | before the meeting
        会后 | after the meeting
        年底 | at the end of the year
        换届后 | after an election
        夜间 | at night
        周末 | at weekends
        旅游旺季 | in the tourist season
        禁渔期 | in the closed season
        收割之后 | after the harvest
        雨后 | after rain
    """),
    "act": _pairs("""
        上门走访 | visit homes
        登记诉求 | record requests
        公开账目 | publish the accounts
        现场查看 | look at the spot
        组织协商 | hold a consultation
        联合会诊 | examine the matter together
        先行调解 | mediate first
        分级处置 | handle by level
        限期答复 | answer by a date
        张榜公示 | post the list
        交叉检查 | check each other
        回访当事人 | call back those concerned
        整理台账 | put the ledger in order
        更新名册 | update the roll
        培训骨干 | train key people
        宣讲政策 | explain the rules
        核对数据 | compare the data
        移交线索 | pass on leads
        代跑手续 | run the errand
        画出责任片区 | draw areas of responsibility
        签订约定书 | sign an agreement
        评议打分 | give marks
        兑现奖励 | hand out rewards
        清理堆物 | clear what is piled up
        安装感应设备 | fit sensors
        巡查河岸 | walk the banks
        疏导交通 | direct traffic
        转送专业机构 | refer to specialists
        建立档案 | open a file
        听取意见 | hear opinions
        通报进度 | report progress
        复核结果 | review the outcome
    """),
    "lack": _pairs("""
        没有人牵头 | nobody took the lead
        部门之间互相推 | offices passed it on to each other
        台账各记各的 | each kept a ledger of its own
        说好的事没人盯 | nobody followed up what was agreed
        信息传不到村里 | news did not reach the village
        经费没有着落 | there was no money for it
        人手常年不够 | there were never enough people
        规矩写了没人看 | rules were written and not read
        白天找不到人 | nobody was at home by day
        证据留不下来 | no evidence was kept
        程序走得太慢 | procedures took too long
        大家不愿意出面 | nobody wanted to step forward
        责任边界说不清 | it was unclear who answered for what
        处理完又反复 | it came back after each settlement
        多头上报 | the same was reported many times
        外来的人不认识门路 | newcomers did not know where to go
        老人不会用手机 | older people could not use the phone
        缺少懂法的人 | nobody knew the law
        设备坏了没人修 | broken equipment stayed broken
        结果不公开 | results were not made public
        标准前后不一 | standards changed from one time to the next
        年轻人不参加 | the young stayed away
        账目看不懂 | nobody could read the accounts
        数据互不相通 | data were not shared
    """),
    "gain": _pairs("""
        找人不用绕路 | people know whom to ask
        同样的事不再反复 | the same thing does not come back
        账目谁都看得到 | everybody can see the accounts
        隐患早一步发现 | hazards are found earlier
        双方愿意坐下来谈 | both sides are ready to talk
        办事少跑腿 | errands take fewer trips
        干部心里有数 | officials know where they stand
        新居民也能说上话 | newcomers have a say
        处置有据可查 | each step is on record
        责任落到具体的人 | a named person answers for it
        矛盾留在当地解决 | quarrels are settled on the spot
        意见不会石沉大海 | opinions do not get lost
        资源往急处走 | means go where they are needed
        规矩有人守 | the rules are kept
        信任慢慢回来 | trust comes back slowly
        专业的事有专业的人 | specialists do what needs specialists
        巡查不留空档 | patrols leave no gap
        好事有人记着 | good deeds are remembered
        应急时叫得动人 | people come when there is an emergency
        重复上报少了 | there is less double reporting
        邻里走动多了 | neighbours see more of each other
        权力不再一人说了算 | no single person decides alone
    """),
    "need": _pairs("""
        有一支稳定的队伍 | a team that stays
        县里授权给乡镇 | powers handed to the town by the county
        有固定的场地 | a fixed room
        有能调动部门的牵头人 | a lead who can move departments
        数据共享协议 | an agreement on sharing data
        至少一名懂法律的人 | someone who knows the law
        村里有愿意出面的人 | villagers ready to step forward
        小额但稳定的经费 | small but steady funds
        通信信号覆盖全域 | network cover everywhere
        业主组织运转正常 | a working owners' committee
        上级认可的考核口径 | a measure the higher level accepts
        行业协会愿意配合 | a trade association that helps
        现有系统能导出数据 | a system that can export its data
        居民对干部有基本信任 | basic trust in officials
        有备份的值班人员 | staff to fall back on
        地界清楚的底图 | a base map with clear borders
    """),
    "danger": _pairs("""
        积分变成交换 | points become barter
        会议流于形式 | meetings become a form
        骨干一走就停 | it stops when key people leave
        数据填报加重负担 | reporting becomes a burden
        少数人替多数人说话 | a few speak for the many
        隐私被随意公开 | private matters are made public
        考核只看数量 | only numbers count in the appraisal
        调解变成和稀泥 | mediation hides who is right
        志愿者越权执法 | volunteers act as police
        平台停运后记录丢失 | records are lost with the platform
        富裕村与穷村拉开差距 | rich and poor villages drift apart
        外来人口被漏在外面 | newcomers are left out
    """),
    "guard": _pairs("""
        定期轮换成员 | members rotate
        公开会议记录 | the minutes are public
        约定退出条件 | the end is agreed beforehand
        只登记办事需要的内容 | only what is needed is recorded
        由第三方抽查 | a third party takes samples
        保留纸面备份 | a paper copy is kept
        设申诉渠道 | there is a way to appeal
        培训副手 | deputies are trained
        限定权限并留痕 | powers are narrow and logged
        把评价权交给居民 | residents do the rating
        合并重复表格 | double forms are merged
        每年公开评估 | it is assessed in public each year
    """),
    "reading": _pairs("""
        当事人彼此熟悉 | those concerned know each other
        问题还小的时候就有人接手 | somebody takes it on while it is small
        出面的人与双方都没有利害 | those who step in have no interest in it
        规则由大家一起定 | everybody had a hand in the rules
        结果写在看得见的地方 | the outcome hangs where all can see it
        牵头的人能调动资源 | the lead can move resources
        每一步都有下一个接手的人 | each step has somebody who takes over
        奖励兑现得快 | rewards come soon
        监督的人不归被监督的人管 | the watchers do not report to the watched
        信息只填一次 | information is entered once
        先听再判 | hearing comes before judging
        各方都怕拖下去 | all sides fear delay
        责任跟着片区走 | responsibility follows the area
        程序简单到不用教 | the steps need no teaching
    """),
    "measure": _pairs("""
        受理的事项 | matters taken on
        调解成功的纠纷 | disputes settled
        走访的户数 | households visited
        参加议事的居民 | residents at meetings
        公开的账目 | accounts published
        发现的隐患 | hazards found
        整改的隐患 | hazards put right
        培训的骨干 | key people trained
        注册的志愿者 | volunteers registered
        代办的手续 | errands run
        登记的出租房 | lettings on the register
        巡查的河段 | stretches of river walked
        接到的投诉 | complaints received
        重复来访 | repeated visits
        刑事警情 | crimes reported
        火灾起数 | fires
        事故起数 | accidents
        欠薪案件 | wage claims
        诉讼案件 | lawsuits
        逾期未办的事项 | matters overdue
        纳入网格的住户 | households in the grid
        设立的站点 | posts set up
        联网的设备 | devices connected
        回访满意的当事人 | people content on follow-up
    """),
    "unit_of": _pairs("""
        件 | cases
        户 | households
        人 | people
        处 | places
        次 | times
        个 | units
        起 | incidents
        场 | sessions
    """),
    "paper": _pairs("""
        基层治理工作通讯 | Notes on Grassroots Work
        县域社会治理观察 | County Governance Observer
        乡镇工作简报 | Town Bulletin
        海岛与山区发展研究 | Studies of Islands and Mountains
        社区建设月刊 | Community Monthly
        法治宣传专刊 | Law in Brief
        城市运行年度报告 | Annual Report on the Running of the City
        居民自治案例选编 | Selected Cases of Self-Government
        数字化改革札记 | Notes on Digital Reform
        平安建设信息 | Safety News
    """),
    "honour": _pairs("""
        入选市级优秀做法名录 | Listed among the city's good practices
        列为县级改革试点 | Named a pilot of the county
        被评为年度民生实事 | Voted a public project of the year
        在经验交流会上介绍 | Presented at a meeting on experience
        收入培训教材 | Taken into a training book
    """),
    "cause": _pairs("""
        所见来源没有说明 | Not stated in the sources seen
        所见来源只有覆盖面，没有前后对比 | The sources seen give coverage, not before and after
        公开材料里没有金额 | No amount in the public material
        页面已撤下，没有找到存档 | The page is gone and no archived copy was found
        各来源口径不同，无法合并 | The sources measure differently and cannot be merged
        没有公开联系方式 | No public contact
    """),
    "payer": _pairs("""
        县财政 | the county budget
        乡镇财政 | the town budget
        村集体经济 | the village's own income
        市级专项资金 | a city fund
        业主共有收益 | the owners' common income
    """),
} | TOPICS
"""Fillers of the sentences below, by the name in braces."""

SENTENCES: dict[str, tuple[Pair, ...]] = {
    "problem": _pairs("""
        {people}遇到{matter}，找了{unit}又找{unit2}，{lack}。 | When {people} had {matter}, they went to {unit} and then to {unit2}; {lack}.
        {hamlet}的{thing}多年没有着落，{lack}。 | In {hamlet}, nothing became of {thing} for years; {lack}.
        {unit}和{unit2}都管{matter}，{lack}。 | Both {unit} and {unit2} dealt with {matter}, yet {lack}.
        {when}{matter}最多，可是{lack}，{people}意见很大。 | There was most of it {when}, {matter} above all, but {lack}, and {people} complained.
        {people}说不清该找谁，{matter}一拖再拖，{lack}。 | It was not clear to {people} whom to ask; {matter} dragged on, and {lack}.
        {place}人员流动快，{matter}此起彼伏，{lack}。 | People in {place} come and go, {matter} kept coming up, and {lack}.
        过去靠{unit}单独处理{matter}，{lack}。 | Once {unit} dealt alone with {matter}; {lack}.
        {matter}背后常常还有{matter2}，{lack}。 | Behind {matter} there was often {matter2}; {lack}.
    """),
    "answer": _pairs("""
        以{tool}为主，由{unit}牵头，{when}{act}，让{people}参与。 | With {tool} at its centre, {unit} takes the lead to {act} {when}, together with {people}.
        把{tool}设在{place}，{people}就近反映，{unit}负责{act}。 | There is {tool} in {place}; {people} report nearby, and {unit} must {act}.
        {unit}与{unit2}共用{tool}，{when}{act}，再{act2}。 | Together {unit} and {unit2} use {tool}, {act} {when}, then {act2}.
        请{people}担任骨干，用{tool}处理{matter}，办完{act}。 | The work is carried by {people}: {tool} for {matter}, and at the end they {act}.
        先用{tool}摸清{matter}，再由{unit}{act}。 | First {tool} shows where there is {matter}, then it is for {unit} to {act}.
    """),
    "text": _pairs("""
        {people}反映最多的是{matter}，其次是{thing}。 | Most reports from {people} were about {matter}, then about {thing}.
        {place}归{unit}管，日常却由{unit2}出面，{lack}。 | By rule {place} belong to {unit}, by habit {unit2} turned up, and {lack}.
        {when}，{unit}要{act}，还要管{thing}，{lack}。 | It was for {unit} {when} to {act} and to look after {thing}; {lack}.
        {hamlet}的{people}为了{thing}跑了几个来回，最后还是回到{unit}。 | In {hamlet}, {people} went to and fro over {thing} and ended at {unit} again.
        {tool}以前也试过，因为{lack}而停下。 | They had tried {tool} before and stopped because {lack}.
        {unit}的记录显示，{matter}集中在{hamlet}和{hamlet2}的{place}。 | Records of {unit} show that {matter} gathered in {place} of {hamlet} and {hamlet2}.
        {people}与{people2}看法不同，{matter}因此谈不拢。 | Between {people} and {people2} there was no common view, so {matter} stayed open.
        {hamlet}的{thing}由{unit}管理，{thing2}由{unit2}登记，两边对不上。 | In {hamlet}, {thing} was with {unit}, {thing2} with {unit2}, and the two did not match.
    """),
    "mechanism": _pairs("""
        因为{reading}，{people}愿意在{matter}还小的时候说出来，于是{gain}。 | Because {reading}, it is easy for {people} to speak up while {matter} are small, and so {gain}.
        {tool}把{people}和{unit}放在一张桌子上；{reading}，所以{gain}。 | At one table, through {tool}, sit {people} and {unit}; {reading}, so {gain}.
        {reading}，拖延的代价落到{unit}自己身上，{gain}。 | As {reading}, delay costs {unit} itself, and {gain}.
        {reading}，加上{reading2}，{gain}。 | As {reading}, and {reading2} besides, {gain}.
    """),
    "function": _pairs("""
        {when}{act}，使{gain} | {act} {when}, so that {gain}
        让{people}知道{matter}由{unit}负责 | lets {people} know that {unit} answers for {matter}
        把{matter}分给{unit}和{unit2} | shares {matter} out between {unit} and {unit2}
        收集{people}对{thing}的意见并{act} | gathers what {people} think of {thing}, to {act}
        为{thing}留下记录，{gain} | keeps a record of {thing}; {gain}
    """),
    "why_core": _pairs("""
        没有它，{unit}只能等{people}上门 | without it {unit} can only wait for {people}
        缺了这一环，{lack} | without this link, {lack}
        其他部分都靠它{act} | all other parts rely on it to {act}
        去掉它，剩下的只是{tool} | take it away and only {tool} remain
    """),
    "step": _pairs("""
        在{hamlet}先试{thing}，请{people}参加 | Try {thing} in {hamlet} first, with {people}
        由{unit}{act}，{when}向{people}通报 | Let {unit} {act} and inform {people} {when}
        {when}{act}，随后{act2} | {when}, {act}, then {act2}
        与{unit}约定{matter}的处理办法 | Agree with {unit} how to handle {matter}
        选出{people}作为骨干，逐个{act} | Choose key people among {people}, one by one, to {act}
        把{thing}推到{place}，由{unit}负责 | Take {thing} to {place}, under {unit}
        汇总{thing}和{matter}，{act}，难办的交给{unit} | Go over {thing} and {matter}, {act}, and hand the hard ones to {unit}
        把做法写进{tool}，{when}复核 | Write it into {tool} and review it {when}
    """),
    "output": _pairs("""
        {thing}清单 | a list for {thing}
        {people}名册 | a roll of {people}
        {hamlet}分片图 | a map of {hamlet}
        {tool}运行记录 | records of {tool}
    """),
    "milestone": _pairs("""
        在{hamlet}试行{thing} | {thing} tried in {hamlet}
        {unit}与{unit2}联合发文 | joint document of {unit} and {unit2}
        {thing}扩大到{hamlet}和{hamlet2} | {thing} extended to {hamlet} and {hamlet2}
        首次由{people}{act} | for the first time {people} {act}
        {unit}把{matter}纳入{tool} | {matter} brought under {tool} by {unit}
    """),
    "definition": _pairs("""
        由{unit}登记、经{unit2}核对的{measure} | {measure}, recorded by {unit} and checked by {unit2}
        {place}范围内的{measure}，不含{matter} | {measure} in {place}, without {matter}
        {people}就{thing}提出的{measure} | {measure} raised by {people} about {thing}
    """),
    "break": _pairs("""
        之后改由{unit}统计，前后口径不同 | later counted by {unit}, in another way
        之后把{matter}也算在内，前后不可比 | {matter} were counted too, so the two cannot be compared
    """),
    "limit": _pairs("""
        对{place}的{matter}作用有限，{lack}。 | It does little for {matter} in {place}: {lack}.
        {hamlet}的{people}参加得不多，{thing}也没有用起来。 | In {hamlet} few of the {people} take part, and {thing} is hardly used.
        {matter}减少的同时，{matter2}有所增加，原因不明。 | While there is less of one, {matter}, there is more of another, {matter2}; the reason is not known.
        离开{unit}的推动，{tool}难以持续。 | Without the push of {unit}, it is hard to keep up {tool}.
    """),
    "unsuitable": _pairs("""
        {place}里没有{people}时不适合 | not where {place} have no {people}
        {unit}没有编制和场地的地方不适合 | not where {unit} has neither posts nor rooms
    """),
    "prerequisite": _pairs("""
        {need}，能在{place}{act} | {need}, so as to {act} in {place}
        {unit}同意{act} | consent of {unit} to {act}
        {need} | {need}
    """),
    "substitute": _pairs("""
        可以先由{unit}代替，用{tool}过渡 | {unit} can stand in at first, with {tool}
        请{people}兼任 | {people} can do it beside their work
    """),
    "lesson": _pairs("""
        先把{matter}办好，再谈{tool}。 | First deal with {matter}, then think of {tool}.
        没有{people}参加，{tool}只是摆设。 | Without {people}, it is for show to have {tool}.
        {unit}先松手，{people}才会接手。 | Only when {unit} lets go do {people} take over.
    """),
    "adaptation": _pairs("""
        把{tool}换成{thing} | {thing} instead of {tool}
        改由{unit}牵头，{when}{act} | led by {unit}, who {act} {when}
        只用于{place} | used for {place} only
    """),
    "law": _pairs("""
        关于规范{matter}处理工作的意见（合成文件） | Opinions on handling {matter} (synthetic)
        {tool}管理办法（合成文件） | Measures on {tool} (synthetic)
        关于{thing}的若干规定（合成文件） | Rules for {thing} (synthetic)
    """),
    "headline": _pairs("""
        {hamlet}的{thing}：{people}怎么说 | {thing} in {hamlet}: what {people} say
        {hamlet}{unit}用{thing}处理{matter} | How {unit} of {hamlet} uses {thing} for {matter}
        {matter}少了，{gain} | Fewer {matter}: {gain}
        从{matter}到{thing}：{hamlet}的一年 | From {matter} to {thing}: a year in {hamlet}
    """),
}
"""Sentences by what they are for; a digit after a name asks for another word of the same list."""
