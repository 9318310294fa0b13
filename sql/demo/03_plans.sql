-- 演示：工作方案（A4.2.1）。k 为报送的工作日，kd 为备案或退回的工作日；步骤的 k1、k2 为起止，kp 为最近更新进度的工作日。
CREATE TEMPORARY TABLE demo_plan (
  matter INT, unit INT, no INT, k INT, by_head BOOLEAN, status VARCHAR(10), kd INT, goal VARCHAR(1000), risks VARCHAR(1000),
  opinion VARCHAR(1000), PRIMARY KEY (matter, unit, no));
INSERT INTO demo_plan VALUES
(10, 12, 1, -29, FALSE, 'returned', -28, '年内建成“一站式”门诊服务中心，挂号、缴费、检查预约在一个楼层完成。', NULL,
 '第三步没有写明往返次数怎样测算，第四步没有责任人分工，请补充后重报。'),
(10, 12, 2, -27, TRUE, 'filed', -26, '年内建成“一站式”门诊服务中心，挂号、缴费、检查预约在一个楼层完成，患者往返次数减半。',
 '检查预约系统需与两家厂商对接，立项审核可能超过计划。', '同意备案。信息系统立项请规划信息科提前介入。'),
(36, 17, 1, -2, TRUE, 'returned', -1, '完成作风问题核查并按期反馈市作风办。', NULL, '核查步骤没有写明由谁走访、走访几家，请细化后重报。'),
(37, 3, 1, -1, TRUE, 'submitted', NULL, '按要求完成本年度重点任务，年底前通过验收。', '涉及三家医院，需要同步推进。', NULL);
CREATE TEMPORARY TABLE demo_step (
  matter INT, unit INT, plan INT, n INT, step_key INT, title VARCHAR(60), measure VARCHAR(500), person VARCHAR(40), k1 INT, k2 INT,
  deliverable VARCHAR(100), milestone BOOLEAN, progress INT, kp INT);
INSERT INTO demo_step VALUES
(10, 12, 1, 1, 1, '流程再造方案论证', '邀请省内专家论证门诊流程', '门诊部 陈主任', -28, -20, '论证意见', TRUE, 0, NULL),
(10, 12, 1, 2, 2, '一楼服务中心改造', NULL, '总务科 刘科长', -19, -3, NULL, FALSE, 0, NULL),
(10, 12, 1, 3, 3, '往返次数测算', NULL, '门诊部 陈主任', -2, 8, NULL, FALSE, 0, NULL),
(10, 12, 1, 4, 4, '试运行', NULL, '门诊部、信息科', 9, 20, NULL, TRUE, 0, NULL),
(10, 12, 2, 1, 1, '流程再造方案论证', '邀请省内专家论证门诊流程，形成书面意见', '门诊部 陈主任', -26, -18, '专家论证意见', TRUE, 100, -17),
(10, 12, 2, 2, 2, '一楼服务中心改造', '分区围挡施工，夜间作业，不停诊', '总务科 刘科长', -17, -3, '竣工验收单', FALSE, 80, -3),
(10, 12, 2, 3, 5, '检查预约系统对接', '与两家厂商签订接口协议，先检验后影像', '信息科 周工', -10, 6, '接口测试报告', FALSE, 40, -3),
(10, 12, 2, 4, 3, '往返次数测算', '改造前后各抽 200 名患者，记录往返次数', '门诊部 陈主任', 2, 9, '前后对比表', FALSE, 0, NULL),
(10, 12, 2, 5, 4, '试运行并验收', '试运行十个工作日，收集意见后完善', '门诊部 陈主任、信息科 周工', 10, 22, '试运行总结', TRUE, 0, NULL),
(36, 17, 1, 1, 1, '走访核查', NULL, '监督一科', -2, 2, NULL, FALSE, 0, NULL),
(36, 17, 1, 2, 2, '形成报告', NULL, '办公室', 3, 6, '核查报告', FALSE, 0, NULL),
(37, 3, 1, 1, 1, '制定分解表', '按医院逐项分解，明确责任人', '医政科 何科长', 0, 3, '分解表', FALSE, 0, NULL),
(37, 3, 1, 2, 2, '三家医院同步实施', '每周调度一次', '各医院医务科', 4, 14, NULL, FALSE, 0, NULL),
(37, 3, 1, 3, 3, '自查验收', NULL, '医政科 何科长', 15, 19, '自查报告', TRUE, 0, NULL);

-- 与程序办理时写下的一致；04_derive.sql 把它们排进经过。
CREATE TEMPORARY TABLE demo_plan_event (
  at DATETIME(3), matter INT, unit INT, membership INT, action VARCHAR(24), was VARCHAR(10), became VARCHAR(10), note VARCHAR(2000));
INSERT INTO demo_plan_event
SELECT TIMESTAMP(d.day) + INTERVAL 60 + p.unit MINUTE, p.matter, p.unit, IF(p.by_head, 1000, 2000) + p.unit, 'plan', 'received', 'received',
       CONCAT('第 ', p.no, ' 版，', s.steps, ' 个步骤，', DATE_FORMAT(f.day, '%Y年%c月%e日'), '至', DATE_FORMAT(t.day, '%Y年%c月%e日'), '，由', h.name, '审核')
FROM demo_plan p
JOIN (SELECT matter, unit, plan, COUNT(*) AS steps, MIN(k1) AS k1, MAX(k2) AS k2 FROM demo_step GROUP BY matter, unit, plan) s
  ON s.matter = p.matter AND s.unit = p.unit AND s.plan = p.no
JOIN demo_day d ON d.k = p.k JOIN demo_day f ON f.k = s.k1 JOIN demo_day t ON t.k = s.k2
JOIN person h ON h.id = 1000 + p.unit;
INSERT INTO demo_plan_event
SELECT TIMESTAMP(d.day) + INTERVAL 330 + p.unit MINUTE, p.matter, p.unit, m.creator, IF(p.status = 'filed', 'file_plan', 'return_plan'), 'received',
       IF(p.status = 'filed', 'underway', 'received'), CONCAT('第 ', p.no, ' 版：', p.opinion)
FROM demo_plan p JOIN demo_day d ON d.k = p.kd JOIN demo_matter m ON m.id = p.matter;
INSERT INTO demo_plan_event
SELECT TIMESTAMP(d.day) + INTERVAL 360 + s.n MINUTE, s.matter, s.unit, 2000 + s.unit, 'step', 'underway', 'underway',
       CONCAT('第 ', s.n, ' 步“', s.title, '”：进度由 0% 到 ', s.progress, '%', IF(s.progress = 100, '，完成', ''))
FROM demo_step s JOIN demo_day d ON d.k = s.kp;
INSERT INTO demo_plan_event
SELECT TIMESTAMP(d.day) + INTERVAL 400 MINUTE, 10, 12, 2012, 'self_check', 'underway', 'underway',
       '导诊台高峰时段只有一人，老年患者操作自助机有困难。' FROM demo_day d WHERE d.k = -6;
