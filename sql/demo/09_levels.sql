-- 演示：分解的权重、任务分解表导入记录、代理任职、工作移交
-- “一站式”门诊分解为三项，其中门诊流程的一项占一半
UPDATE matter SET parent_weight = 2 WHERE id = 15;

-- 年度任务分解表：由它登记的拟办事项
INSERT INTO matter_import (body_id, version, file_name, sha256, rows_n, at, by_name, by_post, done_at, done_name, made_n)
SELECT 1, 2, '年度任务分解表.xlsx', UNHEX(SHA2('年度任务分解表', 256)), COUNT(*), MIN(m.created_at) - INTERVAL 10 MINUTE, MIN(m.created_name),
       '市卫生健康委员会督办办公室督办专员', MIN(m.created_at), MIN(m.created_name), COUNT(*)
FROM matter m WHERE m.body_id = 1 AND m.source = 'plan' AND m.status = 'draft' HAVING COUNT(*) > 0;
UPDATE matter m JOIN matter_import i ON i.body_id = m.body_id SET m.origin_ref = 'import', m.origin_ref_id = i.id
WHERE m.source = 'plan' AND m.status = 'draft';

-- 十里铺社区主任外出学习，由办公室副主任代理；两位副主任调整过分工
INSERT INTO membership (person_id, class, unit_id, role, post, from_on, until_on, acting_for)
SELECT 2024, 'business', 24, 'department', CONCAT('代理', o.post), @today - INTERVAL 2 DAY, @today + INTERVAL 6 DAY, o.id FROM membership o WHERE o.id = 1024;
INSERT INTO post_handover (from_membership_id, to_membership_id, on_date, is_ended, kinds, items, note, by_name, at, done_at) VALUES
  (103, 104, @today - INTERVAL 30 DAY, FALSE, 'charge', '[{"label":"分管单位","n":1}]', '班子分工调整，市卫生监督所改由陶建平分管', '许静怡',
   @now - INTERVAL 31 DAY, @now - INTERVAL 30 DAY);
