-- 演示：由事实推出登记号、文号、承办、报告、经过、公文、可见范围。各步与程序办理时写下的一致。
-- 时刻：工作日 k 的北京时间分钟数减 480 为 UTC；编号使同一步骤在不同事项间错开。
CREATE TEMPORARY TABLE demo_course AS
SELECT m.id, m.body, d0.day AS day0, d1.day AS day1,
       TIMESTAMP(d0.day) + INTERVAL 59 + m.id MINUTE AS registered_at,
       TIMESTAMP(d0.day) + INTERVAL 149 + m.id MINUTE AS proposed_at,
       TIMESTAMP(d1.day) + INTERVAL 99 + m.id MINUTE AS approved_at,
       TIMESTAMP(d1.day) + INTERVAL (419 + m.id) * 60 + m.id SECOND AS issued_at,
       due.day AS due_on, fb.day AS feedback_on,
       TIMESTAMP(de.day) + INTERVAL 465 + m.id % 10 MINUTE AS ended_at,
       TIMESTAMP(dz.day) + INTERVAL 90 + m.id % 10 MINUTE AS archived_at,
       m.status IN ('issued', 'concluded', 'archived', 'cancelled') AS is_issued
FROM demo_matter m
JOIN demo_day d0 ON d0.k = m.k0
JOIN demo_day d1 ON d1.k = m.k0 + 1
JOIN demo_day fb ON fb.k = m.k0 + 1 + IF(m.difficulty = 'hard', 5, 3)
LEFT JOIN demo_day due ON due.k = m.k_due
LEFT JOIN demo_day de ON de.k = m.k_end
LEFT JOIN demo_day dz ON dz.k = m.k_end + 1;

CREATE TEMPORARY TABLE demo_number AS
SELECT c.id, YEAR(c.day0) AS reg_year,
       ROW_NUMBER() OVER (PARTITION BY c.body, YEAR(c.day0) ORDER BY c.registered_at, c.id) AS reg_no,
       YEAR(c.day1) AS doc_year,
       IF(c.is_issued, ROW_NUMBER() OVER (PARTITION BY c.body, YEAR(c.day1), c.is_issued ORDER BY c.issued_at), NULL)
         AS doc_no,
       YEAR(c.archived_at) AS archive_year,
       IF(m.status = 'archived', ROW_NUMBER() OVER (
         PARTITION BY c.body, YEAR(c.archived_at), m.status = 'archived' ORDER BY c.archived_at), NULL) AS archive_no,
       b.notice_word AS word
FROM demo_course c JOIN demo_matter m ON m.id = c.id JOIN body b ON b.id = c.body;

INSERT INTO matter (id, body_id, reg_no, status, source, source_kind, origin_title, origin_no, origin_on, origin_person,
                    title, content, requirement, urgency, is_key, is_special, difficulty, feedback_on, due_on,
                    report_cycle, proposal, opinion, approver_membership_id, approver_name, approved_at, doc_no,
                    issued_at, answer, answered_to, concluded_at, archived_at, archive_no, created_by, created_name,
                    created_at, updated_at)
SELECT m.id, m.body, CONCAT('DB-', n.reg_year, '-', LPAD(n.reg_no, 4, '0')), m.status, m.source, m.kind, m.o_title,
       REPLACE(m.o_no, '本年', YEAR(@today)), c.day0 - INTERVAL 2 DAY, m.o_person,
       m.title, m.content, m.requirement, m.urgency, m.is_key, m.is_special, m.difficulty,
       IF(c.is_issued, c.feedback_on, NULL), c.due_on, m.cycle, m.proposal, m.opinion, m.approver, ap.name,
       IF(m.approver IS NULL, NULL, c.approved_at),
       IF(c.is_issued, CONCAT(n.word, '〔', n.doc_year, '〕', n.doc_no, '号'), NULL), IF(c.is_issued, c.issued_at, NULL),
       m.answer, m.answered_to, IF(m.status IN ('concluded', 'archived'), c.ended_at, NULL),
       IF(m.status = 'archived', c.archived_at, NULL),
       CONCAT('DA-', n.archive_year, '-', LPAD(n.archive_no, 4, '0')),
       m.creator, cr.name, c.registered_at, c.registered_at
FROM demo_matter m
JOIN demo_course c ON c.id = m.id
JOIN demo_number n ON n.id = m.id
JOIN membership cm ON cm.id = m.creator JOIN person cr ON cr.id = cm.person_id
LEFT JOIN membership am ON am.id = m.approver LEFT JOIN person ap ON ap.id = am.person_id
ORDER BY c.registered_at;

INSERT INTO number_series (body_id, word, year, last)
SELECT body_id, 'DB', SUBSTR(reg_no, 4, 4), MAX(CAST(SUBSTR(reg_no, 9) AS INT)) FROM matter GROUP BY 1, 2, 3;
INSERT INTO number_series (body_id, word, year, last)
SELECT body_id, 'DA', SUBSTR(archive_no, 4, 4), MAX(CAST(SUBSTR(archive_no, 9) AS INT))
FROM matter WHERE archive_no IS NOT NULL GROUP BY 1, 2, 3;
INSERT INTO number_series (body_id, word, year, last)
SELECT c.body, n.word, n.doc_year, MAX(n.doc_no)
FROM demo_number n JOIN demo_course c ON c.id = n.id WHERE n.doc_no IS NOT NULL GROUP BY 1, 2, 3;

-- 承办：主办在前。签收人奇偶轮换，市中医医院联络员新到任，由负责人签收。
INSERT INTO assignment (matter_id, unit_id, unit_name, kind, task, due_on, status, first_person, received_at,
                        received_name, received_post, refused_why, result, submitted_at, submitted_name, submitted_by,
                        verdict, accepted_at, returned_n)
SELECT p.matter, p.unit, u.name, p.kind, p.task, own.day, p.st, IF(c.is_issued, head.name, NULL),
       IF(p.st = 'refused', NULL, TIMESTAMP(dr.day) + INTERVAL 35 + p.unit * 3 MINUTE),
       IF(p.kr IS NULL OR p.st = 'refused', NULL, signer.name), IF(p.kr IS NULL OR p.st = 'refused', NULL, sm.post),
       IF(p.st = 'refused', p.verdict, NULL), p.result,
       TIMESTAMP(ds.day) + INTERVAL 440 + p.unit MINUTE, IF(p.ks IS NULL, NULL, head.name),
       IF(p.ks IS NULL, NULL, head.id), IF(p.st IN ('accepted', 'rectifying'), p.verdict, NULL),
       IF(p.st = 'accepted', TIMESTAMP(da.day) + INTERVAL 380 + p.unit MINUTE, NULL), p.st = 'rectifying'
FROM demo_part p
JOIN demo_course c ON c.id = p.matter
JOIN unit u ON u.id = p.unit
JOIN person head ON head.id = 1000 + p.unit
JOIN membership sm ON sm.id = IF((p.unit + p.matter) % 2 = 0 OR p.unit = 14, 1000, 2000) + p.unit
JOIN person signer ON signer.id = sm.person_id
LEFT JOIN demo_day own ON own.k = p.k_due
LEFT JOIN demo_day dr ON dr.k = p.kr
LEFT JOIN demo_day ds ON ds.k = p.ks
LEFT JOIN demo_day da ON da.k = p.ka
ORDER BY p.matter, FIELD(p.kind, 'lead', 'parallel', 'assist'), p.unit;

-- 市立医院把“一站式”门诊分解为本院三件事项。
UPDATE matter SET parent_assignment_id = (SELECT id FROM assignment WHERE matter_id = 10 AND unit_id = 12)
WHERE id IN (15, 16, 17);

INSERT INTO report (matter_id, assignment_id, unit_id, unit_name, at, membership_id, author_name, author_post, done,
                    effect, problem, next_step, progress, needs_help, unchanged)
SELECT a.matter_id, a.id, a.unit_id, a.unit_name, TIMESTAMP(d.day) + INTERVAL 45 + r.n * 37 % 380 MINUTE AS at,
       mb.id, p.name, mb.post, r.done, r.effect, r.problem, r.next_step, r.progress, r.needs_help, r.unchanged
FROM demo_report r
JOIN assignment a ON a.matter_id = r.matter AND a.unit_id = r.unit
JOIN demo_day d ON d.k = r.k
JOIN membership mb ON mb.id = IF(r.by_head, 1000, 2000) + r.unit
JOIN person p ON p.id = mb.person_id
ORDER BY at;
UPDATE assignment a SET
  progress = IF(status = 'accepted', 100,
                COALESCE((SELECT MAX(r.progress) FROM report r WHERE r.assignment_id = a.id), 0)),
  last_report_at = (SELECT MAX(r.at) FROM report r WHERE r.assignment_id = a.id);

-- 公文：下达时冻结，文字与程序写的通知一致。
INSERT INTO document (body_id, matter_id, kind, word, year, no, doc_no, title, content, sha256, signer_name, signed_at)
SELECT f.body_id, f.matter_id, 'notice', f.word, f.doc_year, f.no, f.doc_no, f.title, f.content,
       UNHEX(SHA2(f.content, 256)), f.signer, f.issued_at
FROM (
  SELECT m.body_id, m.id AS matter_id, n.word, n.doc_year, n.doc_no AS no, m.doc_no, t.title, m.approver_name AS signer,
    m.issued_at,
    JSON_OBJECT(
      'letterhead', b.letterhead, 'doc_no', m.doc_no, 'title', t.title,
      'urgency', CASE m.urgency WHEN 'critical' THEN '特急' WHEN 'urgent' THEN '加急' END,
      'addressees', JSON_EXTRACT(t.names, '$'),
      'paragraphs', JSON_MERGE_PRESERVE(
        JSON_ARRAY(
          JSON_OBJECT('level', 0, 'text', CONCAT('根据', m.origin_title, COALESCE(CONCAT('（', m.origin_no, '）'), ''),
            COALESCE(CONCAT('和', m.origin_person, '的要求'), ''), '，现将“', REPLACE(REPLACE(m.title, '“', '‘'), '”', '’'), '”交由你们办理，请认真抓好落实。')),
          JSON_OBJECT('level', 1, 'text', '一、督办内容'), JSON_OBJECT('level', 0, 'text', m.content),
          JSON_OBJECT('level', 1, 'text', '二、工作要求'), JSON_OBJECT('level', 0, 'text', m.requirement),
          JSON_OBJECT('level', 1, 'text', '三、承办单位')),
        t.duties,
        JSON_ARRAY(
          JSON_OBJECT('level', 1, 'text', '四、办理时限'),
          JSON_OBJECT('level', 0, 'text', CONCAT(
            '请于', DATE_FORMAT(m.feedback_on, '%Y年%c月%e日'), '前书面反馈办理情况',
            IF(m.id IN (SELECT p.matter FROM demo_plan p), '，签收后报送工作方案备案', ''),
            CASE m.report_cycle WHEN 'weekly' THEN '，此后每周报送一次进展' WHEN 'half_monthly' THEN '，此后每半月报送一次进展'
                                WHEN 'monthly' THEN '，此后每月报送一次进展' ELSE '' END,
            '，', DATE_FORMAT(m.due_on, '%Y年%c月%e日'), '前办结。不能按期办结的，应当在时限届满前说明原因和下一步措施。')))),
      'attachments', JSON_ARRAY(), 'issuer', u.name,
      'signed_on', CAST(DATE(m.issued_at + INTERVAL 8 HOUR) AS CHAR), 'copies_to', JSON_ARRAY(),
      'printed_by', o.name, 'printed_on', CAST(DATE(m.issued_at + INTERVAL 8 HOUR) AS CHAR),
      'contact', CONCAT('联系人：', m.created_name, '，联系电话：', COALESCE(o.phone, u.phone))) AS content
  FROM matter m
  JOIN demo_number n ON n.id = m.id
  JOIN body b ON b.id = m.body_id
  JOIN unit u ON u.id = b.unit_id
  JOIN membership cm ON cm.id = m.created_by JOIN unit o ON o.id = cm.unit_id
  JOIN (SELECT a.matter_id, CONCAT('关于', x.title, '的督办通知') AS title, JSON_ARRAYAGG(a.unit_name ORDER BY a.id) AS names,
               JSON_ARRAYAGG(JSON_OBJECT('level', 0, 'text', CONCAT(
                 CASE a.kind WHEN 'lead' THEN '主办：' WHEN 'assist' THEN '协办：' ELSE '分办：' END, a.unit_name,
                 COALESCE(CONCAT('，', DATE_FORMAT(a.due_on, '%Y年%c月%e日'), '前完成'), ''),
                 COALESCE(CONCAT('。', a.task), ''))) ORDER BY a.id) AS duties
        FROM assignment a JOIN matter x ON x.id = a.matter_id GROUP BY a.matter_id, x.title) t ON t.matter_id = m.id
  WHERE m.doc_no IS NOT NULL) f
ORDER BY f.issued_at;
UPDATE matter m SET notice_id = (SELECT d.id FROM document d WHERE d.matter_id = m.id);

-- 经过：每一步何时、何人、由何状态到何状态。
CREATE TEMPORARY TABLE demo_event (
  at DATETIME(3), matter INT, unit INT, membership INT, action VARCHAR(24), was VARCHAR(10), became VARCHAR(10),
  note VARCHAR(2000));
INSERT INTO demo_event SELECT c.registered_at, m.id, NULL, m.creator, 'register', NULL, 'draft', NULL
FROM demo_matter m JOIN demo_course c ON c.id = m.id;
INSERT INTO demo_event SELECT c.proposed_at, m.id, NULL, m.creator, 'propose', 'draft', 'proposed', m.proposal
FROM demo_matter m JOIN demo_course c ON c.id = m.id WHERE m.status <> 'draft' OR m.opinion IS NOT NULL;
INSERT INTO demo_event SELECT c.approved_at, m.id, NULL, 101, 'return', 'proposed', 'draft', m.opinion
FROM demo_matter m JOIN demo_course c ON c.id = m.id WHERE m.status = 'draft' AND m.opinion IS NOT NULL;
INSERT INTO demo_event SELECT c.approved_at, m.id, NULL, m.approver, 'approve', 'proposed', 'approved', m.opinion
FROM demo_matter m JOIN demo_course c ON c.id = m.id WHERE m.approver IS NOT NULL;
INSERT INTO demo_event SELECT c.issued_at, m.id, NULL, m.creator, 'issue', 'approved', 'issued', r.doc_no
FROM demo_matter m JOIN demo_course c ON c.id = m.id JOIN matter r ON r.id = m.id WHERE c.is_issued;
INSERT INTO demo_event SELECT a.received_at, p.matter, p.unit, IF(a.received_name = a.first_person, 1000, 2000) + p.unit,
       'receive', 'pending', 'received', NULL
FROM demo_part p JOIN assignment a ON a.matter_id = p.matter AND a.unit_id = p.unit WHERE a.received_at IS NOT NULL;
INSERT INTO demo_event SELECT TIMESTAMP(d.day) + INTERVAL 200 MINUTE, p.matter, p.unit, 1000 + p.unit, 'refuse', 'pending',
       'refused', p.verdict
FROM demo_part p JOIN demo_day d ON d.k = p.kr WHERE p.st = 'refused';
INSERT INTO demo_event
SELECT r.at, r.matter_id, r.unit_id, r.membership_id, 'report',
       CASE WHEN r.id = (SELECT MIN(x.id) FROM report x WHERE x.assignment_id = r.assignment_id)
             AND NOT EXISTS (SELECT 1 FROM demo_plan p WHERE p.matter = r.matter_id AND p.unit = r.unit_id AND p.status = 'filed') THEN 'received'
            WHEN a.status = 'rectifying' AND r.at > a.submitted_at THEN 'rectifying' ELSE 'underway' END,
       IF(a.status = 'rectifying' AND r.at > a.submitted_at, 'rectifying', 'underway'),
       IF(r.unchanged, '无实质变化', NULL)
FROM report r JOIN assignment a ON a.id = r.assignment_id;
INSERT INTO demo_event
SELECT a.submitted_at, a.matter_id, a.unit_id, 1000 + a.unit_id, 'submit',
       IF(EXISTS (SELECT 1 FROM report r WHERE r.assignment_id = a.id AND r.at < a.submitted_at), 'underway', 'received'),
       'submitted', LEFT(a.result, 200)
FROM assignment a WHERE a.submitted_at IS NOT NULL;
INSERT INTO demo_event
SELECT TIMESTAMP(d.day) + INTERVAL 380 + p.unit MINUTE, p.matter, p.unit, m.creator,
       IF(p.st = 'accepted', 'accept', 'return'), 'submitted', p.st, p.verdict
FROM demo_part p JOIN demo_day d ON d.k = p.ka JOIN demo_matter m ON m.id = p.matter;
INSERT INTO demo_event SELECT c.registered_at, 10, 12, m.creator, 'break_down', 'received', 'received', m.title
FROM demo_matter m JOIN demo_course c ON c.id = m.id WHERE m.id IN (15, 16, 17);
INSERT INTO demo_event SELECT c.ended_at, m.id, NULL, m.creator, 'conclude', 'issued', 'concluded', m.answer
FROM demo_matter m JOIN demo_course c ON c.id = m.id WHERE m.status IN ('concluded', 'archived');
INSERT INTO demo_event SELECT c.archived_at, m.id, NULL, m.creator, 'archive', 'concluded', 'archived', r.archive_no
FROM demo_matter m JOIN demo_course c ON c.id = m.id JOIN matter r ON r.id = m.id WHERE m.status = 'archived';
INSERT INTO demo_event SELECT c.ended_at, m.id, NULL, 101, 'cancel', 'issued', 'cancelled',
       '与上级优质服务巡查内容重复，为减轻基层负担合并办理，本件终止。'
FROM demo_matter m JOIN demo_course c ON c.id = m.id WHERE m.status = 'cancelled';

INSERT INTO demo_event SELECT * FROM demo_plan_event;

INSERT INTO history (matter_id, at, assignment_id, unit_name, membership_id, actor_name, actor_post, action, from_status,
                     to_status, note)
SELECT e.matter, e.at, a.id, a.unit_name, e.membership, p.name, CONCAT(u.name, mb.post), e.action, e.was, e.became, e.note
FROM demo_event e
JOIN membership mb ON mb.id = e.membership
JOIN person p ON p.id = mb.person_id
JOIN unit u ON u.id = mb.unit_id
LEFT JOIN assignment a ON a.matter_id = e.matter AND a.unit_id = e.unit
ORDER BY e.at, e.matter;

UPDATE assignment a JOIN matter m ON m.id = a.matter_id SET a.served_at = m.issued_at, a.served_n = m.issued_at IS NOT NULL,
  a.returned_at = (SELECT MAX(h.at) FROM history h WHERE h.matter_id = a.matter_id AND h.assignment_id = a.id AND h.action = 'return');
UPDATE assignment a SET version = 1 + (SELECT COUNT(*) FROM history h WHERE h.matter_id = a.matter_id AND h.assignment_id = a.id);
UPDATE matter m SET
  version = (SELECT COUNT(*) FROM history h WHERE h.matter_id = m.id),
  updated_at = (SELECT MAX(h.at) FROM history h WHERE h.matter_id = m.id),
  progress = COALESCE((SELECT MIN(a.progress) FROM assignment a WHERE a.matter_id = m.id AND a.kind <> 'assist'), 0),
  last_report_at = (SELECT MAX(a.last_report_at) FROM assignment a WHERE a.matter_id = m.id),
  lead_unit_id = (SELECT a.unit_id FROM assignment a WHERE a.matter_id = m.id AND a.kind = 'lead'),
  lead_unit_name = (SELECT a.unit_name FROM assignment a WHERE a.matter_id = m.id AND a.kind = 'lead');

INSERT INTO matter_scope (scope, matter_id, status, light_on, due_key, yellow_key, red_key)
SELECT 2 * body_id, id, status, light_on, due_key, yellow_key, red_key FROM matter UNION
SELECT 2 * a.unit_id + 1, m.id, m.status, m.light_on, m.due_key, m.yellow_key, m.red_key FROM matter m JOIN assignment a ON a.matter_id = m.id
WHERE m.issued_at IS NOT NULL UNION
SELECT 2 * b.id, m.id, m.status, m.light_on, m.due_key, m.yellow_key, m.red_key FROM matter m JOIN assignment a ON a.matter_id = m.id
JOIN body b ON b.unit_id = a.unit_id WHERE m.issued_at IS NOT NULL UNION
SELECT -a.unit_id, m.id, m.status, m.light_on, m.due_key, m.yellow_key, m.red_key FROM matter m JOIN assignment a ON a.matter_id = m.id;

INSERT INTO saved_view (membership_id, name, query) VALUES
  (201, '超期事项', 'light=red'), (201, '重点在办', 'is_key=true&status=issued'), (201, '等待批准', 'status=proposed'),
  (101, '重点在办', 'is_key=true&status=issued'), (101, '超期事项', 'light=red');
