-- 演示：市卫生健康委员会及其科室、十四家单位，市立医院自设督办机构。姓名均为虚构。
-- 只装入空库。@now 为装入时刻（UTC），由 dubanctl 设定；各日期都从它推算。
SET @today = DATE(@now + INTERVAL 8 HOUR);
SET @start = @today - INTERVAL 2 YEAR;

INSERT INTO unit (id, kind, code, name, short_name, phone, sort) VALUES
  (1, 'bureau', 'WJW', '市卫生健康委员会', '市卫健委', '0556-5510001', 0);
INSERT INTO body (id, unit_id, name, letterhead, notice_word) VALUES
  (1, 1, '市卫生健康委员会督办工作领导小组', '市卫生健康委员会', '卫督办');

INSERT INTO unit (id, parent_id, body_id, kind, code, name, short_name, phone, sort) VALUES
  (2,  1, 1, 'section', 'WJW-BGS', '办公室',         '办公室', '0556-5510002', 1),
  (3,  1, 1, 'section', 'WJW-YZK', '医政医管科',     '医政科', '0556-5510003', 2),
  (4,  1, 1, 'section', 'WJW-JKK', '疾病预防控制科', '疾控科', '0556-5510004', 3),
  (5,  1, 1, 'section', 'WJW-JCK', '基层卫生科',     '基层科', '0556-5510005', 4),
  (6,  1, 1, 'section', 'WJW-FYK', '妇幼健康科',     '妇幼科', '0556-5510006', 5),
  (7,  1, 1, 'section', 'WJW-JDK', '综合监督科',     '监督科', '0556-5510007', 6),
  (8,  1, 1, 'section', 'WJW-GXK', '规划信息科',     '规信科', '0556-5510008', 7),
  (9,  1, 1, 'section', 'WJW-RSK', '人事科',         '人事科', '0556-5510009', 8),
  (10, 1, 1, 'section', 'WJW-CWK', '财务科',         '财务科', '0556-5510010', 9),
  (11, 1, 1, 'section', 'WJW-HFB', '行风建设办公室', '行风办', '0556-5510011', 10),
  (12, 1, 1, 'hospital',    'SLYY',   '市立医院',           '市立医院', '0556-5520012', 11),
  (13, 1, 1, 'hospital',    'SEYY',   '市第二人民医院',     '市二院',   '0556-5520013', 12),
  (14, 1, 1, 'hospital',    'SZYY',   '市中医医院',         '中医院',   '0556-5520014', 13),
  (15, 1, 1, 'maternal',    'SFBY',   '市妇幼保健院',       '妇幼院',   '0556-5520015', 14),
  (16, 1, 1, 'cdc',         'SJKZX',  '市疾病预防控制中心', '市疾控',   '0556-5520016', 15),
  (17, 1, 1, 'supervision', 'SWJS',   '市卫生监督所',       '监督所',   '0556-5520017', 16),
  (18, 1, 1, 'blood',       'SXZ',    '市中心血站',         '血站',     '0556-5520018', 17),
  (19, 1, 1, 'emergency',   'SJJZX',  '市急救中心',         '急救中心', '0556-5520019', 18),
  (20, 1, 1, 'community',   'SQ-YJL', '迎江路社区卫生服务中心', '迎江路社区', '0556-5530020', 19),
  (21, 1, 1, 'community',   'SQ-DNM', '大南门社区卫生服务中心', '大南门社区', '0556-5530021', 20),
  (22, 1, 1, 'community',   'SQ-LSL', '菱湖社区卫生服务中心',   '菱湖社区',   '0556-5530022', 21),
  (23, 1, 1, 'community',   'SQ-HBQ', '花亭桥社区卫生服务中心', '花亭桥社区', '0556-5530023', 22),
  (24, 1, 1, 'community',   'SQ-SLP', '十里铺社区卫生服务中心', '十里铺社区', '0556-5530024', 23),
  (25, 1, 1, 'community',   'SQ-KFQ', '开发区社区卫生服务中心', '开发区社区', '0556-5530025', 24);

INSERT INTO body (id, unit_id, name, letterhead, notice_word) VALUES
  (2, 12, '市立医院督办工作领导小组', '市立医院', '院督办');
INSERT INTO unit (id, parent_id, body_id, kind, code, name, short_name, phone, sort) VALUES
  (31, 12, 2, 'department', 'SLYY-DB', '党委办公室',       '党办',   '0556-5520031', 1),
  (32, 12, 2, 'department', 'SLYY-YB', '院长办公室',       '院办',   '0556-5520032', 2),
  (33, 12, 2, 'department', 'SLYY-YW', '医务部',           '医务部', '0556-5520033', 3),
  (34, 12, 2, 'department', 'SLYY-HL', '护理部',           '护理部', '0556-5520034', 4),
  (35, 12, 2, 'department', 'SLYY-MZ', '门诊部',           '门诊部', '0556-5520035', 5),
  (36, 12, 2, 'department', 'SLYY-ZG', '质量管理科',       '质管科', '0556-5520036', 6),
  (37, 12, 2, 'department', 'SLYY-YG', '医院感染管理科',   '院感科', '0556-5520037', 7),
  (38, 12, 2, 'department', 'SLYY-XX', '信息中心',         '信息',   '0556-5520038', 8),
  (39, 12, 2, 'department', 'SLYY-CW', '财务科',           '财务科', '0556-5520039', 9),
  (40, 12, 2, 'department', 'SLYY-ZW', '总务后勤保障部',   '后勤部', '0556-5520040', 10),
  (41, 12, 2, 'department', 'SLYY-YX', '药学部',           '药学部', '0556-5520041', 11),
  (42, 12, 2, 'department', 'SLYY-JZ', '急诊科',           '急诊科', '0556-5520042', 12);

-- 人员编号：1000 + 单位为负责人，2000 + 单位为联络员；其余从 101 起。
CREATE TEMPORARY TABLE demo_person (
  id INT PRIMARY KEY, login VARCHAR(40), name VARCHAR(40), class VARCHAR(8), mobile VARCHAR(20));
INSERT INTO demo_person VALUES
  (101, 'leader', '周明远', 'business', '13905560101'),      (102, 'deputy', '沈国栋', 'business', '13905560102'),
  (103, 'heyaqin', '何雅琴', 'business', '13905560103'),     (104, 'taojianping', '陶建平', 'business', '13905560104'),
  (112, 'xiechenguang', '谢晨光', 'business', '13905560112'), (113, 'panmeihua', '潘美华', 'business', '13905560113'),
  (114, 'yanzhengyi', '严正毅', 'business', '13905560114'),  (115, 'gaowenbo', '高文博', 'business', '13905560115'),
  (201, 'office', '许静怡', 'business', '13905560201'),      (202, 'luoyiming', '罗一鸣', 'business', '13905560202'),
  (301, 'admin', '乔志伟', 'admin', '13905560301'),          (302, 'auditor', '倪秋实', 'auditor', '13905560302'),
  (1002, 'fangweizhong', '方维中', 'business', '13905561002'), (2002, 'luxiaoman', '陆小曼', 'business', '13905562002'),
  (1003, 'qinshaofeng', '秦少峰', 'business', '13905561003'),  (2003, 'wujiaqi', '吴佳琪', 'business', '13905562003'),
  (1004, 'daihongbin', '戴宏斌', 'business', '13905561004'),   (2004, 'zhangruoxi', '章若溪', 'business', '13905562004'),
  (1005, 'yuchunlan', '余春兰', 'business', '13905561005'),    (2005, 'kongdeming', '孔德明', 'business', '13905562005'),
  (1006, 'baisuyun', '白素云', 'business', '13905561006'),     (2006, 'shiyating', '施雅婷', 'business', '13905562006'),
  (1007, 'leizhenhua', '雷振华', 'business', '13905561007'),   (2007, 'huangxu', '黄旭', 'business', '13905562007'),
  (1008, 'muyifan', '穆一凡', 'business', '13905561008'),      (2008, 'caozhihao', '曹志豪', 'business', '13905562008'),
  (1009, 'tianyulan', '田玉兰', 'business', '13905561009'),    (2009, 'gulei', '顾磊', 'business', '13905562009'),
  (1010, 'haoruifang', '郝瑞芳', 'business', '13905561010'),   (2010, 'mengfei', '孟飞', 'business', '13905562010'),
  (1011, 'longzhiqiang', '龙志强', 'business', '13905561011'), (2011, 'wanqing', '万青', 'business', '13905562011'),
  (1012, 'department', '章立新', 'business', '13905561012'),   (2012, 'liaison', '林晓', 'business', '13905562012'),
  (1013, 'hujianguo', '胡建国', 'business', '13905561013'),    (2013, 'duanli', '段莉', 'business', '13905562013'),
  (1014, 'xueqingsong', '薛青松', 'business', '13905561014'),  (2014, 'yinxue', '尹雪', 'business', '13905562014'),
  (1015, 'changlihong', '常丽红', 'business', '13905561015'),  (2015, 'maoxinyu', '毛欣宇', 'business', '13905562015'),
  (1016, 'qianweidong', '钱卫东', 'business', '13905561016'),  (2016, 'guoyang', '郭阳', 'business', '13905562016'),
  (1017, 'rentiecheng', '任铁成', 'business', '13905561017'),  (2017, 'ludan', '卢丹', 'business', '13905562017'),
  (1018, 'jianghongxia', '江红霞', 'business', '13905561018'), (2018, 'fukai', '傅凯', 'business', '13905562018'),
  (1019, 'shenzhiyuan', '申志远', 'business', '13905561019'),  (2019, 'pengjing', '彭静', 'business', '13905562019'),
  (1020, 'suguizhen', '苏桂珍', 'business', '13905561020'),    (2020, 'jiangbo', '蒋波', 'business', '13905562020'),
  (1021, 'weiguoping', '魏国平', 'business', '13905561021'),   (2021, 'caimin', '蔡敏', 'business', '13905562021'),
  (1022, 'dingxiuzhi', '丁秀芝', 'business', '13905561022'),   (2022, 'yewen', '叶雯', 'business', '13905562022'),
  (1023, 'zhonglihua', '钟立华', 'business', '13905561023'),   (2023, 'pangyu', '庞宇', 'business', '13905562023'),
  (1024, 'shaochangfa', '邵长发', 'business', '13905561024'),  (2024, 'anqi', '安琪', 'business', '13905562024'),
  (1025, 'houyongmei', '侯咏梅', 'business', '13905561025'),   (2025, 'zhanhao', '詹昊', 'business', '13905562025'),
  (1031, 'geshuqin', '葛淑琴', 'business', '13905561031'),     (2031, 'taoran', '陶然', 'business', '13905562031'),
  (1032, 'nieyongjun', '聂永军', 'business', '13905561032'),   (2032, 'baijing', '柏静', 'business', '13905562032'),
  (1033, 'luzhongliang', '鲁忠良', 'business', '13905561033'), (2033, 'xingyue', '邢悦', 'business', '13905562033'),
  (1034, 'wenhuijuan', '温慧娟', 'business', '13905561034'),   (2034, 'qufang', '曲芳', 'business', '13905562034'),
  (1035, 'dongxiaoping', '董晓萍', 'business', '13905561035'), (2035, 'hanlu', '韩璐', 'business', '13905562035'),
  (1036, 'liangbaoguo', '梁保国', 'business', '13905561036'),  (2036, 'zoujie', '邹洁', 'business', '13905562036'),
  (1037, 'feixiangdong', '费向东', 'business', '13905561037'), (2037, 'songyao', '宋瑶', 'business', '13905562037'),
  (1038, 'jinzhenyu', '金振宇', 'business', '13905561038'),    (2038, 'haoran', '郝然', 'business', '13905562038'),
  (1039, 'ximeiling', '席美玲', 'business', '13905561039'),    (2039, 'menglan', '孟兰', 'business', '13905562039'),
  (1040, 'qizhigang', '齐志刚', 'business', '13905561040'),    (2040, 'taoyong', '陶勇', 'business', '13905562040'),
  (1041, 'xiangminghui', '项明辉', 'business', '13905561041'), (2041, 'yuwei', '于薇', 'business', '13905562041'),
  (1042, 'zhuangyan', '庄岩', 'business', '13905561042'),      (2042, 'peilin', '裴琳', 'business', '13905562042'),
  (2114, 'lianghong', '梁红', 'business', '13905562114');

INSERT INTO person (id, login, name, class, mobile, email, password_hash, password_at, must_change,
                    last_login_at, created_at)
SELECT id, login, name, class, mobile, CONCAT(login, '@wjw.example'), '!demo', @now, id = 2025,
       IF(id = 2025, NULL, @now - INTERVAL id * 7 % 90 HOUR - INTERVAL id % 60 MINUTE), @now - INTERVAL 700 DAY
FROM demo_person;

-- 任职：负责人、联络员由单位推出，编号与人员相同；领导小组、办公室、管理人员逐条列出。
INSERT INTO membership (id, person_id, class, unit_id, role, post, from_on)
SELECT p.id, p.id, p.class, u.id, 'department',
       CASE u.kind WHEN 'section' THEN IF(u.name LIKE '%办公室', '主任', '科长')
                   WHEN 'hospital' THEN '院长' WHEN 'maternal' THEN '院长' WHEN 'supervision' THEN '所长'
                   WHEN 'blood' THEN '站长' WHEN 'department' THEN IF(u.name LIKE '%科', '科长', '主任')
                   ELSE '主任' END, @start
FROM demo_person p JOIN unit u ON u.id = p.id - 1000 WHERE p.id BETWEEN 1002 AND 1042;
INSERT INTO membership (id, person_id, class, unit_id, role, post, from_on)
SELECT p.id, p.id, p.class, u.id, 'liaison',
       CASE u.kind WHEN 'section' THEN '四级主任科员' WHEN 'department' THEN '干事' ELSE '办公室副主任' END,
       @start + INTERVAL u.id DAY
FROM demo_person p JOIN unit u ON u.id = p.id - 2000 WHERE p.id BETWEEN 2002 AND 2042;
INSERT INTO membership (id, person_id, class, unit_id, role, `rank`, post, from_on) VALUES
  (101, 101, 'business', 1, 'leader', 'head',   '党委书记、主任', @start),
  (102, 102, 'business', 1, 'leader', 'deputy', '副主任', @start),
  (103, 103, 'business', 1, 'leader', 'deputy', '副主任', @start),
  (104, 104, 'business', 1, 'leader', 'deputy', '副主任', @start),
  (105, 1002, 'business', 1, 'leader', 'member', '办公室主任', @start),
  (106, 1003, 'business', 1, 'leader', 'member', '医政医管科科长', @start),
  (107, 1011, 'business', 1, 'leader', 'member', '行风建设办公室主任', @start),
  (3111, 1012, 'business', 12, 'leader', 'head',   '党委副书记、院长', @start),
  (112, 112,  'business', 12, 'leader', 'deputy', '副院长', @start),
  (113, 113,  'business', 12, 'leader', 'deputy', '副院长', @start),
  (114, 114,  'business', 12, 'leader', 'deputy', '副院长', @start),
  (115, 115,  'business', 12, 'leader', 'member', '党委书记', @start),
  (201, 201,  'business', 1,  'office', NULL, '督办办公室督办专员', @start),
  (202, 202,  'business', 1,  'office', NULL, '督办办公室三级主任科员', @start + INTERVAL 300 DAY),
  (3211, 2012, 'business', 32, 'office', NULL, '副主任', @start),
  (212, 1031, 'business', 31, 'office', NULL, '主任', @start),
  (213, 1032, 'business', 32, 'office', NULL, '主任', @start),
  (301, 301,  'admin',    8,  'admin',   NULL, '系统管理员', @start),
  (302, 302,  'auditor',  11, 'auditor', NULL, '安全审计员', @start);

-- 离任的联络员与交接登记
INSERT INTO membership (id, person_id, class, unit_id, role, post, from_on, until_on) VALUES
  (2114, 2114, 'business', 14, 'liaison', '办公室干事', @start, @today - INTERVAL 40 DAY);
UPDATE membership SET from_on = @today - INTERVAL 40 DAY WHERE id = 2014;
INSERT INTO handover (unit_id, from_membership_id, to_membership_id, on_date, note, by_name, at) VALUES
  (14, 2114, 2014, @today - INTERVAL 40 DAY, '梁红调离，在办 2 件及资料已当面移交尹雪', '许静怡', @now - INTERVAL 40 DAY);

INSERT INTO charge (membership_id, unit_id, from_on)
SELECT c.membership_id, u.id, @start FROM unit u JOIN (
  SELECT 102 AS membership_id, ',3,8,12,13,14,18,19,' AS units UNION ALL
  SELECT 103, ',4,5,6,15,16,20,21,22,23,24,25,' UNION ALL
  SELECT 104, ',2,7,9,10,11,17,' UNION ALL
  SELECT 112, ',33,36,37,41,42,' UNION ALL
  SELECT 113, ',34,35,' UNION ALL
  SELECT 114, ',38,39,40,') c ON LOCATE(CONCAT(',', u.id, ','), c.units) > 0
ORDER BY c.membership_id, u.id;
DROP TEMPORARY TABLE demo_person;
