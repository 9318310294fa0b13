-- 演示：工作方案、步骤、自查自纠；事实在 03_plans.sql。
UPDATE matter SET needs_plan = TRUE WHERE id IN (SELECT matter FROM demo_plan);
INSERT INTO plan (version, matter_id, assignment_id, no, status, goal, risks, limit_on, handed_at, handed_by, handed_name, handed_post,
                  reviewed_name, decided_at, decided_name, decided_post, opinion)
SELECT 1 + (p.status <> 'submitted'), p.matter, a.id, p.no, p.status, p.goal, p.risks, COALESCE(a.due_on, m.due_on),
       TIMESTAMP(d.day) + INTERVAL 60 + p.unit MINUTE, by_p.id, by_p.name, CONCAT(a.unit_name, by_m.post), head.name,
       TIMESTAMP(dd.day) + INTERVAL 330 + p.unit MINUTE, IF(p.kd IS NULL, NULL, clerk.name),
       IF(p.kd IS NULL, NULL, CONCAT(office.name, clerk_m.post)), p.opinion
FROM demo_plan p
JOIN matter m ON m.id = p.matter
JOIN assignment a ON a.matter_id = p.matter AND a.unit_id = p.unit
JOIN demo_day d ON d.k = p.k
LEFT JOIN demo_day dd ON dd.k = p.kd
JOIN membership by_m ON by_m.id = IF(p.by_head, 1000, 2000) + p.unit JOIN person by_p ON by_p.id = by_m.person_id
JOIN person head ON head.id = 1000 + p.unit
JOIN membership clerk_m ON clerk_m.id = m.created_by JOIN person clerk ON clerk.id = clerk_m.person_id
JOIN unit office ON office.id = clerk_m.unit_id
ORDER BY p.k, p.matter;
INSERT INTO plan_step (version, plan_id, no, step_key, title, measure, person, start_on, end_on, workdays, deliverable, milestone, progress,
                       done_on)
SELECT 1 + (s.kp IS NOT NULL), p.id, s.n, s.step_key, s.title, s.measure, s.person, f.day, t.day, s.k2 - s.k1 + 1, s.deliverable,
       s.milestone, s.progress, IF(s.progress = 100, u.day, NULL)
FROM demo_step s
JOIN assignment a ON a.matter_id = s.matter AND a.unit_id = s.unit
JOIN plan p ON p.assignment_id = a.id AND p.no = s.plan
JOIN demo_day f ON f.k = s.k1 JOIN demo_day t ON t.k = s.k2
LEFT JOIN demo_day u ON u.k = s.kp
ORDER BY p.id, s.n;
INSERT INTO self_check (matter_id, assignment_id, at, by_name, by_post, found, corrected)
SELECT 10, a.id, e.at, p.name, CONCAT(a.unit_name, mb.post), e.note, '高峰时段增派一名导诊员，自助机旁安排志愿者协助，已排班公示。'
FROM demo_plan_event e JOIN assignment a ON a.matter_id = e.matter AND a.unit_id = e.unit
JOIN membership mb ON mb.id = e.membership JOIN person p ON p.id = mb.person_id WHERE e.action = 'self_check';
