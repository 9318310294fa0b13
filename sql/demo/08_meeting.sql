-- 演示：会议（已办结、纪要待交办、待召开、已取消）、无会月、领导下基层
SET @today = DATE(@now + INTERVAL 8 HOUR);
INSERT INTO meeting_setting (body_id, version, quiet_months, field_days, updated_at, updated_name) VALUES
  (1, 1, 1365, 10, @now - INTERVAL 60 DAY, '许静怡'); -- 单月：1 + 4 + 16 + 64 + 256 + 1024

CREATE TEMPORARY TABLE demo_meeting (
  id INT PRIMARY KEY, days INT, hour INT, minutes INT, kind VARCHAR(12), title VARCHAR(120), place VARCHAR(100), chair INT,
  caller INT, status VARCHAR(10), ago INT, cancelled_why VARCHAR(500));
INSERT INTO demo_meeting VALUES
  (1, -20, 9, 90, 'regular', '督办工作例会', '机关三楼会议室', 101, 201, 'closed', 24, NULL),
  (2, -4, 15, 100, 'coordinate', '重点科室感染隐患整改协调会', '机关三楼会议室', 102, 201, 'held', 7, NULL),
  (3, 3, 15, 90, 'on_site', '“一站式”门诊建设现场办公会', '市立医院门诊楼一楼', 102, 201, 'planned', 1, NULL),
  (4, 6, 9, 120, 'supervisors', '行风监督员座谈会', '机关五楼会议室', 107, 202, 'planned', 2, NULL),
  (5, 2, 9, 60, 'study', '信息系统升级专题研究', '机关三楼会议室', 104, 202, 'cancelled', 5, '供应商方案未按期提交，改期另行通知。');
-- 逢周末顺延到周一（过去的提前到周五）。
UPDATE demo_meeting SET days = days + IF(days < 0, -1, 1) * CASE WEEKDAY(@today + INTERVAL days DAY)
  WHEN 5 THEN IF(days < 0, 1, 2) WHEN 6 THEN IF(days < 0, 2, 1) ELSE 0 END;

INSERT INTO meeting (id, version, body_id, kind, title, starts_at, ends_at, place, chair_id, chair_name, status, month_reason,
                     called_by, called_name, called_post, called_at, cancelled_why, held_at, minutes, minutes_at, minutes_name, closed_at)
SELECT d.id, CASE d.status WHEN 'planned' THEN 1 WHEN 'cancelled' THEN 2 WHEN 'held' THEN 4 ELSE 5 END, 1, d.kind, d.title, t.starts_at,
       t.starts_at + INTERVAL d.minutes MINUTE, d.place, d.chair, cp.name, d.status,
       IF(MONTH(@today + INTERVAL d.days DAY) % 2 = 1, '事项紧急，须当面协调，已压缩时间和人数。', NULL),
       d.caller, bp.name, CONCAT(u.name, bm.post), @now - INTERVAL d.ago DAY, d.cancelled_why,
       IF(d.status IN ('held', 'closed'), t.starts_at + INTERVAL 5 MINUTE, NULL),
       CASE d.id WHEN 1 THEN '主持：周明远\n出席：办公室、医政医管科、市立医院\n\n会议通报了督办事项办理情况。\n\n会议要求：\n1. 各单位按时报送进展，写明数据。\n2. 超期事项逐件说明原因。'
         WHEN 2 THEN '主持：沈国栋\n出席：医政医管科、市立医院\n请假：市疾病预防控制中心\n\n会议研究了手术室、供应室感染隐患整改。\n\n会议议定：\n1. 由医政医管科牵头，市立医院配合，一个月内修订重点科室感染防控制度。\n2. 市立医院两周内完成供应室流程改造。\n3. 各单位举一反三，开展自查。' END,
       IF(d.status IN ('held', 'closed'), t.starts_at + INTERVAL 1 DAY, NULL), IF(d.status IN ('held', 'closed'), bp.name, NULL),
       IF(d.status = 'closed', t.starts_at + INTERVAL 2 DAY, NULL)
FROM demo_meeting d
JOIN (SELECT id, TIMESTAMP(@today + INTERVAL days DAY) + INTERVAL hour - 8 HOUR AS starts_at FROM demo_meeting) t ON t.id = d.id
JOIN membership cm ON cm.id = d.chair JOIN person cp ON cp.id = cm.person_id
JOIN membership bm ON bm.id = d.caller JOIN person bp ON bp.id = bm.person_id JOIN unit u ON u.id = bm.unit_id;
INSERT INTO meeting_item (meeting_id, seq, matter_id, text) VALUES
  (1, 1, NULL, '通报督办事项办理情况'), (2, 1, NULL, '研究手术室、供应室感染隐患整改'),
  (3, 1, 10, '研究“推进‘一站式’门诊建设”的办理情况'), (3, 2, NULL, '看挂号、收费、取药流程'),
  (4, 1, 12, '听取监督员对行风评议意见办理情况的评价'), (5, 1, NULL, '研究升级方案');

CREATE TEMPORARY TABLE demo_invite (meeting INT, unit INT, reply VARCHAR(12), note VARCHAR(300), attended BOOLEAN, name VARCHAR(40));
INSERT INTO demo_invite VALUES
  (1, 2, 'attending', NULL, TRUE, '方维中'), (1, 3, 'attending', NULL, TRUE, '秦少峰'), (1, 12, 'attending', NULL, TRUE, '章立新'),
  (2, 3, 'attending', NULL, TRUE, '秦少峰'), (2, 12, 'substitute', NULL, TRUE, '谢晨光'), (2, 16, 'absent', '当天有应急演练', FALSE, NULL),
  (3, 3, 'attending', NULL, NULL, NULL), (3, 12, NULL, NULL, NULL, NULL), (3, 8, NULL, NULL, NULL, NULL),
  (4, 11, NULL, NULL, NULL, NULL), (5, 8, 'attending', NULL, NULL, NULL);
INSERT INTO meeting_invite (meeting_id, kind, unit_id, name, reply, reply_note, substitute_name, substitute_post, replied_at, replied_name,
                            attended, attended_name, attended_at)
SELECT i.meeting, 'unit', u.id, u.name, i.reply, i.note, IF(i.reply = 'substitute', i.name, NULL), IF(i.reply = 'substitute', '副院长', NULL),
       IF(i.reply IS NULL, NULL, m.called_at + INTERVAL 3 HOUR), IF(i.reply IS NULL, NULL, p.name), i.attended, i.name,
       IF(i.attended IS NULL, NULL, m.starts_at)
FROM demo_invite i JOIN meeting m ON m.id = i.meeting JOIN unit u ON u.id = i.unit JOIN person p ON p.id = 2000 + u.id;
INSERT INTO meeting_invite (meeting_id, kind, name, post, phone) VALUES
  (4, 'guest', '王秀兰', '市人大代表', '13805560001'), (4, 'guest', '李国强', '市政协委员', '13805560002');

INSERT INTO resolution (id, meeting_id, seq, text, due_on, becomes, made_at, made_name) VALUES
  (1, 1, 1, '各单位按时报送进展，写明数据。', NULL, 'note', (SELECT minutes_at FROM meeting WHERE id = 1), '许静怡'),
  (2, 1, 2, '超期事项逐件说明原因。', NULL, 'note', (SELECT minutes_at FROM meeting WHERE id = 1), '许静怡'),
  (3, 2, 1, '由医政医管科牵头，市立医院配合，一个月内修订重点科室感染防控制度。', @today + INTERVAL 26 DAY, 'draft', NULL, NULL),
  (4, 2, 2, '市立医院两周内完成供应室流程改造。', @today + INTERVAL 10 DAY, 'draft', NULL, NULL),
  (5, 2, 3, '各单位举一反三，开展自查。', NULL, 'note', NULL, NULL);
INSERT INTO resolution_unit (resolution_id, seq, unit_id, unit_name)
SELECT r.resolution, r.seq, u.id, u.name FROM (SELECT 3 AS resolution, 1 AS seq, 3 AS unit UNION ALL SELECT 3, 2, 12 UNION ALL SELECT 4, 1, 12) r
JOIN unit u ON u.id = r.unit;

INSERT INTO field_day (body_id, person_id, membership_id, person_name, day, halves, unit_id, place, seen, made_at)
SELECT 1, p.id, mb.id, p.name, @today - INTERVAL d.ago DAY, d.halves, u.id, u.name, d.seen, TIMESTAMP(@today - INTERVAL d.ago DAY) + INTERVAL 9 HOUR
FROM (SELECT 101 AS post, 1 AS ago, 2 AS halves, 12 AS unit, '看急诊夜间值守和发热门诊，当场协调增加床位。' AS seen
      UNION ALL SELECT 101, 6, 1, 16, '看疫苗冷链，要求补齐温度记录。' UNION ALL SELECT 102, 2, 2, 13, '听一线医护对排班的意见。'
      UNION ALL SELECT 102, 5, 2, 12, '看门诊流程改造现场。' UNION ALL SELECT 102, 9, 1, 17, '与监督员座谈。'
      UNION ALL SELECT 103, 3, 2, 18, '看产科质量和新生儿筛查。' UNION ALL SELECT 104, 8, 2, 20, '看家庭医生签约和慢病随访。') d
JOIN membership mb ON mb.id = d.post JOIN person p ON p.id = mb.person_id JOIN unit u ON u.id = d.unit;
DROP TEMPORARY TABLE demo_meeting, demo_invite;
