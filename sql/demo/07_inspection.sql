-- 演示：检查清单、频次要求；一次已公布的明查（市中医医院、市妇幼保健院），一次正在进行的暗访（两个社区中心）。
INSERT INTO check_list (id, body_id, name) VALUES (1, 1, '医疗机构消防安全'), (2, 1, '窗口服务和行风');
INSERT INTO check_list_item (check_list_id, seq, item, standard) VALUES
  (1, 1, '疏散通道、安全出口', '畅通，不锁闭，不堆放杂物'), (1, 2, '灭火器、消火栓', '在有效期内，按月检查有记录'),
  (1, 3, '消防控制室值班', '双人 24 小时，持证上岗'), (1, 4, '病区夜间值守', '会报警、会疏散、会用器材'),
  (2, 1, '首问负责', '不推诿，一次告知'), (2, 2, '收费公示', '项目价格上墙，与系统一致'), (2, 3, '投诉渠道', '电话有人接，意见簿有回复');
INSERT INTO inspection_quota (body_id, kind, period, n, leader_id) VALUES (1, NULL, 'month', 1, NULL), (1, 'undercover', 'week', 1, 103);

INSERT INTO inspection (id, body_id, kind, title, reason, from_on, until_on, status, created_by, created_name, created_at) VALUES
  (1, 1, 'open', '冬春火灾防控督查', '市卫健委消防安全专项活动第二阶段，核查病房楼和门诊楼隐患整改。', @today - INTERVAL 9 DAY,
   @today - INTERVAL 6 DAY, 'underway', 201, '许静怡', @now - INTERVAL 12 DAY),
  (2, 1, 'undercover', '社区中心窗口服务暗访', '群众来电反映收费不公示、投诉无回音，以就诊者身份实地了解。', @today - INTERVAL 1 DAY,
   @today + INTERVAL 4 DAY, 'underway', 201, '许静怡', @now - INTERVAL 2 DAY);
INSERT INTO inspection_member (inspection_id, seq, membership_id, name, post, is_leader)
SELECT x.inspection_id, x.seq, m.id, p.name, CONCAT(u.name, m.post), x.seq = 1
FROM (SELECT 1 AS inspection_id, 1 AS seq, 104 AS membership_id UNION ALL SELECT 1, 2, 1007 UNION ALL
      SELECT 2, 1, 103 UNION ALL SELECT 2, 2, 2007 UNION ALL SELECT 2, 3, 1011) x
JOIN membership m ON m.id = x.membership_id JOIN person p ON p.id = m.person_id JOIN unit u ON u.id = m.unit_id;
INSERT INTO inspection_member (inspection_id, seq, name, post) VALUES (1, 3, '石广林', '市消防救援支队高级工程师');
INSERT INTO inspection_item (id, inspection_id, seq, item, standard)
SELECT IF(check_list_id = 1, 0, 10) + seq, check_list_id, seq, item, standard FROM check_list_item;

INSERT INTO inspection_visit (id, inspection_id, unit_id, unit_name, status, version, visit_on, place, accompanied_by, feedback, recorded_name,
                              signed_by, signed_at, unit_opinion, confirmed_name, confirmed_post, confirmed_at)
SELECT v.id, v.inspection_id, u.id, u.name, v.status, IF(v.visit_on IS NULL, 1, 3), v.visit_on, v.place, v.with_whom, v.feedback, v.who,
       v.signers, v.signed_at, v.opinion, v.confirmed, v.post, v.confirmed_at
FROM (
  SELECT 1 AS id, 1 AS inspection_id, 14 AS unit_id, 'confirmed' AS status, @today - INTERVAL 8 DAY AS visit_on, '住院部 1 号楼' AS place,
         '薛青松、尹雪' AS with_whom, '当场指出 3 楼通道问题，要求立即清理。' AS feedback, '雷振华' AS who, '陶建平、雷振华、石广林' AS signers,
         @now - INTERVAL 8 DAY AS signed_at, '情况属实，已清理完毕。' AS opinion, '薛青松' AS confirmed, '市中医医院院长' AS post,
         @now - INTERVAL 8 DAY + INTERVAL 1 HOUR AS confirmed_at UNION ALL
  SELECT 2, 1, 15, 'done', @today - INTERVAL 7 DAY, '门诊楼', '毛欣宇', '总体较好。', '雷振华', '陶建平、雷振华', @now - INTERVAL 7 DAY, NULL, NULL, NULL,
         NULL UNION ALL
  SELECT 3, 2, 20, 'done', @today, '挂号收费窗口', NULL, NULL, '黄旭', '何雅琴、黄旭', @now - INTERVAL 30 MINUTE, NULL, NULL, NULL, NULL UNION ALL
  SELECT 4, 2, 21, 'planned', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL) v
JOIN unit u ON u.id = v.unit_id;
INSERT INTO inspection_finding (visit_id, item_id, result, note, severity) VALUES
  (1, 1, 'not', '住院部 3 楼北侧疏散通道堆放 4 张病床', 'serious'), (1, 2, 'conform', NULL, NULL), (1, 3, 'conform', NULL, NULL),
  (1, 4, 'not', '抽问 2 名夜班护士，1 人不会使用室内消火栓', 'minor'), (2, 1, 'conform', NULL, NULL), (2, 2, 'conform', NULL, NULL),
  (2, 3, 'conform', '值班记录完整', NULL), (2, 4, 'na', '无住院病区', NULL), (3, 11, 'conform', NULL, NULL),
  (3, 12, 'not', '雾化治疗价格没有公示', 'minor'), (3, 13, 'not', '投诉电话三次无人接听', 'serious');

-- 报告编号接在最后一份公文之后。
SET @signed = (SELECT GREATEST(MAX(signed_at) + INTERVAL 1 SECOND, @now - INTERVAL 3 DAY) FROM document WHERE body_id = 1);
SET @signed_on = DATE(@signed + INTERVAL 8 HOUR);
INSERT INTO number_series (body_id, word, year, last) VALUES (1, '卫督办', YEAR(@signed_on), 1) ON DUPLICATE KEY UPDATE last = last + 1;
SET @no = (SELECT last FROM number_series WHERE body_id = 1 AND word = '卫督办' AND year = YEAR(@signed_on));
SET @doc_no = CONCAT('卫督办〔', YEAR(@signed_on), '〕', @no, '号');
SET @lines = JSON_ARRAY(
  '一、基本情况', '市卫健委消防安全专项活动第二阶段，核查病房楼和门诊楼隐患整改。',
  '督查组（组长 陶建平，成员 雷振华、石广林）对 2 个单位开展明查，发现问题 2 个。', '二、检查情况', '（一）市中医医院',
  '到住院部 1 号楼检查 4 项，符合 2 项，不符合 2 项。', '（二）市妇幼保健院', '到门诊楼检查 4 项，符合 3 项，不符合 0 项，不适用 1 项。', '三、存在问题',
  '1. 市中医医院：疏散通道、安全出口：住院部 3 楼北侧疏散通道堆放 4 张病床（较重）',
  '2. 市中医医院：病区夜间值守：抽问 2 名夜班护士，1 人不会使用室内消火栓（一般）', '四、工作要求',
  '请有关单位对照检查，举一反三，巩固整改成效。');
UPDATE inspection SET status = 'published', version = 6, published_at = @signed, published_name = '许静怡', doc_no = @doc_no,
  reported_at = @now - INTERVAL 6 DAY, reported_name = '陶建平', approved_at = @now - INTERVAL 5 DAY, approved_name = '周明远', opinion = '同意公布。',
  report = (SELECT GROUP_CONCAT(t.line ORDER BY t.n SEPARATOR '\n') FROM JSON_TABLE(@lines, '$[*]' COLUMNS (n FOR ORDINALITY, line TEXT PATH '$')) t)
WHERE id = 1;
SET @content = (SELECT JSON_OBJECT(
  'letterhead', '市卫生健康委员会', 'doc_no', @doc_no, 'title', '关于冬春火灾防控督查的督查报告', 'urgency', NULL, 'addressees', JSON_ARRAY(),
  'paragraphs', (SELECT JSON_ARRAYAGG(JSON_OBJECT('level', CASE WHEN t.line REGEXP '^[一二三四]、' THEN 1 WHEN t.line LIKE '（%' THEN 2 ELSE 0 END,
                                                  'text', t.line) ORDER BY t.n)
                 FROM JSON_TABLE(@lines, '$[*]' COLUMNS (n FOR ORDINALITY, line TEXT PATH '$')) t),
  'attachments', JSON_ARRAY(), 'issuer', '市卫生健康委员会', 'signed_on', CAST(@signed_on AS CHAR), 'copies_to', JSON_ARRAY(),
  'printed_by', '市卫生健康委员会', 'printed_on', CAST(@signed_on AS CHAR), 'contact', NULL));
INSERT INTO document (body_id, kind, word, year, no, doc_no, title, content, sha256, signer_name, signed_at)
VALUES (1, 'inspection', '卫督办', YEAR(@signed_on), @no, @doc_no, '关于冬春火灾防控督查的督查报告', @content, UNHEX(SHA2(@content, 256)), '周明远', @signed);
UPDATE inspection SET document_id = LAST_INSERT_ID() WHERE id = 1;
