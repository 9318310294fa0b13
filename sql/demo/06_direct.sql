-- 演示：跟踪记录、书面答复、领导批示、提请协调。时刻接在此前最后一步之后，与经过一致。
SET @d = (SELECT MAX(at) FROM history);
CREATE TEMPORARY TABLE demo_post AS
SELECT mb.id, mb.unit_id, p.name, mb.post, CONCAT(u.name, mb.post) AS full_post, p.mobile
FROM membership mb JOIN person p ON p.id = mb.person_id JOIN unit u ON u.id = mb.unit_id
WHERE mb.id IN (101, 102, 201, 202, 1012, 1013, 1014, 2012);

CREATE TEMPORARY TABLE demo_contact (
  matter INT, unit INT, method VARCHAR(8), at DATETIME(3), place VARCHAR(100), other INT, points VARCHAR(2000),
  demand VARCHAR(1000), reply VARCHAR(1000), days INT, by_post INT);
INSERT INTO demo_contact VALUES
  (10, 12, 'call', @d - INTERVAL 30 MINUTE, NULL, 1012,
   '询问“一站式”服务中心设备到货情况。对方称自助机已到十台，其余五台供货商推迟，没有定下日期。',
   '请书面说明其余设备何时到货、由谁负责，附供货商函件。', '已催过两次，本周内答复。', 3, 201),
  (22, 13, 'visit', @d - INTERVAL 1 DAY, '市第二人民医院门诊大厅', 1013,
   '查看公开栏，查摆问题清单和整改措施已经上墙，有三条没有写责任人。', NULL, '当场补写，照片已发回。', NULL, 202),
  (14, 14, 'papers', @d - INTERVAL 2 DAY, '消毒供应中心灭菌监测记录', 1014,
   '抽查两周记录，生物监测齐全，化学监测有两天没有签名。', '请查明漏签原因并补正。', '已约谈当班人员。', NULL, 201);
INSERT INTO contact (body_id, matter_id, assignment_id, unit_id, unit_name, method, at, place, counterpart, counterpart_post,
                     counterpart_phone, points, demand, reply, made_at, made_by, made_name, made_post)
SELECT m.body_id, c.matter, a.id, c.unit, a.unit_name, c.method, c.at, c.place, o.name, o.post, o.mobile, c.points, c.demand,
       c.reply, @d, b.id, b.name, b.full_post
FROM demo_contact c JOIN matter m ON m.id = c.matter JOIN assignment a ON a.matter_id = c.matter AND a.unit_id = c.unit
JOIN demo_post o ON o.id = c.other JOIN demo_post b ON b.id = c.by_post;

INSERT INTO instruction (body_id, is_new, matter_id, text, due_on, status, outside, author_id, author_name, author_post, at)
SELECT 1, t.is_new, t.matter, t.text, @today + INTERVAL t.days DAY, t.status, t.outside, p.id, p.name, p.full_post, @d
FROM (SELECT 1 AS n, TRUE AS is_new, NULL AS matter, 'open' AS status, 101 AS author, 20 AS days, NULL AS outside,
             '群众反映市立医院急诊夜间等候时间长，请市立医院查清原因，拿出缩短等候的办法，并向我报告结果。' AS text
      UNION ALL SELECT 2, FALSE, 29, 'open', 102, 4, NULL,
             '互认项目目录公布一个月了，请书面报告实际互认了多少项、没有互认的为什么。'
      UNION ALL SELECT 3, FALSE, 27, 'proposed', 102, 6, '市疾病预防控制中心',
             '“四项制度”细则要细到岗位，请市疾控中心把窗口岗位的办法先拿出来。') t
JOIN demo_post p ON p.id = t.author ORDER BY t.n;
INSERT INTO instruction_unit (instruction_id, unit_id, unit_name)
SELECT i.id, u.id, u.name FROM instruction i JOIN unit u ON u.id IN (3, 12, 16)
WHERE (i.is_new AND u.id = 12) OR (i.matter_id = 29 AND u.id IN (3, 12)) OR (i.matter_id = 27 AND u.id = 16);

INSERT INTO directive (body_id, matter_id, assignment_id, unit_id, unit_name, source, source_id, text, due_on, made_at,
                       made_name, made_post)
SELECT k.body_id, k.matter_id, k.assignment_id, k.unit_id, k.unit_name, 'contact', k.id, k.demand, @today + INTERVAL c.days DAY,
       @d, k.made_name, k.made_post
FROM contact k JOIN demo_contact c ON c.matter = k.matter_id AND c.unit = k.unit_id WHERE c.days IS NOT NULL;
INSERT INTO directive (body_id, matter_id, assignment_id, unit_id, unit_name, source, source_id, text, due_on, closer_id,
                       made_at, made_name, made_post)
SELECT i.body_id, i.matter_id, a.id, a.unit_id, a.unit_name, 'instruction', i.id, i.text, i.due_on, i.author_id, @d,
       i.author_name, i.author_post
FROM instruction i JOIN instruction_unit u ON u.instruction_id = i.id
JOIN assignment a ON a.matter_id = i.matter_id AND a.unit_id = u.unit_id WHERE i.status = 'open' AND NOT i.is_new
ORDER BY a.id;
UPDATE directive x JOIN demo_post p ON p.id = 2012 SET x.version = 2, x.status = 'answered',
  x.answer = '已互认 38 项，占目录的八成。其余 9 项因设备型号不同、参考值不一致，正与市二院会商统一，下月初完成。',
  x.answered_at = @d, x.answered_name = p.name, x.answered_post = p.full_post
WHERE x.source = 'instruction' AND x.unit_id = 12;
INSERT INTO directive_answer (directive_id, text, at, by_name, by_post)
SELECT id, answer, answered_at, answered_name, answered_post FROM directive WHERE status = 'answered';

INSERT INTO escalation (body_id, matter_id, assignment_id, unit_id, unit_name, what, from_whom, by_on, status, asked_at,
                        asked_name, asked_post, way, reason, escalated_at, escalated_name)
SELECT m.body_id, m.id, a.id, a.unit_id, a.unit_name, '医疗窗口的电子屏要接入医院内网，信息中心与后勤对布线由谁做有分歧，拖了两周。',
       '规划信息科', @today + INTERVAL 7 DAY, 'asked', @d, p.name, p.full_post, NULL, NULL, NULL, NULL
FROM matter m JOIN assignment a ON a.matter_id = m.id AND a.unit_id = 12 JOIN demo_post p ON p.id = 2012 WHERE m.id = 26
UNION ALL
SELECT m.body_id, m.id, NULL, NULL, NULL, '代表建议涉及编制和财政投入，委内科室协调不了，请领导小组研究答复口径和报送市里的意见。',
       '人事科、财务科', @today + INTERVAL 10 DAY, 'escalated', @d, p.name, p.full_post, 'study', '两次协调会没有结果，答复期限临近。', @d,
       p.name
FROM matter m JOIN demo_post p ON p.id = 201 WHERE m.id = 24;

INSERT INTO history (matter_id, at, assignment_id, unit_name, membership_id, actor_name, actor_post, action, note)
SELECT t.matter_id, @d, t.assignment_id, t.unit_name, p.id, p.name, p.full_post, t.action, t.note FROM (
  SELECT 1 AS n, k.id, k.matter_id, k.assignment_id, k.unit_name, k.made_by AS post, 'contact' AS action,
         CONCAT(CASE k.method WHEN 'call' THEN '电话督办' WHEN 'visit' THEN '实地走访' ELSE '查阅资料' END,
                IF(c.days IS NULL, '', '，要求书面答复')) AS note
  FROM contact k JOIN demo_contact c ON c.matter = k.matter_id AND c.unit = k.unit_id
  UNION ALL
  SELECT 2, x.id, x.matter_id, x.assignment_id, x.unit_name, COALESCE(x.closer_id, 201), 'direct',
         CONCAT(IF(x.source = 'contact', '跟踪记录', '领导批示'), '，', DATE_FORMAT(x.due_on, '%c月%e日'), '前书面答复')
  FROM directive x WHERE x.source IN ('contact', 'instruction')
  UNION ALL
  SELECT 3, x.id, x.matter_id, x.assignment_id, x.unit_name, 2012, 'answer', NULL FROM directive x WHERE x.status = 'answered'
  UNION ALL
  SELECT 4, e.id, e.matter_id, e.assignment_id, e.unit_name, IF(e.unit_id IS NULL, 201, 2012),
         IF(e.unit_id IS NULL, 'escalate', 'ask_help'), IF(e.unit_id IS NULL, '专题研究', NULL) FROM escalation e) t
JOIN demo_post p ON p.id = t.post ORDER BY t.n, t.id;

DROP TEMPORARY TABLE demo_post, demo_contact;
