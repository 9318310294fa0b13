-- duban_app 对每张表的权限：没有写出的就没有。新表在这里加一行；测试核对没有遗漏。
GRANT SELECT, INSERT, UPDATE, DELETE ON assignment TO 'duban_app'@'localhost';
GRANT SELECT, INSERT, UPDATE ON body TO 'duban_app'@'localhost';
GRANT SELECT, INSERT, UPDATE ON charge TO 'duban_app'@'localhost';
GRANT SELECT, INSERT, UPDATE ON digest TO 'duban_app'@'localhost';
GRANT SELECT, INSERT, UPDATE ON directive TO 'duban_app'@'localhost';
GRANT SELECT, INSERT, UPDATE ON due_item TO 'duban_app'@'localhost';
GRANT SELECT, INSERT, UPDATE ON extension TO 'duban_app'@'localhost';
GRANT SELECT, INSERT, UPDATE, DELETE ON file TO 'duban_app'@'localhost';
GRANT SELECT, INSERT, DELETE ON file_reader TO 'duban_app'@'localhost';
GRANT SELECT, INSERT, DELETE ON gram TO 'duban_app'@'localhost';
GRANT SELECT, INSERT, UPDATE, DELETE ON idempotency TO 'duban_app'@'localhost';
GRANT SELECT, INSERT, UPDATE ON job_state TO 'duban_app'@'localhost';
GRANT SELECT, INSERT, UPDATE ON ladder_step TO 'duban_app'@'localhost';
GRANT SELECT, UPDATE ON lease TO 'duban_app'@'localhost';
GRANT SELECT, INSERT, UPDATE, DELETE ON login_failure TO 'duban_app'@'localhost';
GRANT SELECT, INSERT, UPDATE ON matter TO 'duban_app'@'localhost';
GRANT SELECT, INSERT, DELETE ON matter_scope TO 'duban_app'@'localhost';
GRANT SELECT, INSERT, UPDATE ON membership TO 'duban_app'@'localhost';
GRANT SELECT, INSERT, UPDATE ON notification TO 'duban_app'@'localhost';
GRANT SELECT, INSERT, UPDATE ON number_series TO 'duban_app'@'localhost';
GRANT SELECT, INSERT, UPDATE, DELETE ON outbox TO 'duban_app'@'localhost';
GRANT SELECT, INSERT, UPDATE ON pause TO 'duban_app'@'localhost';
GRANT SELECT, INSERT, UPDATE ON person TO 'duban_app'@'localhost';
GRANT SELECT, INSERT, UPDATE ON preference TO 'duban_app'@'localhost';
GRANT SELECT, INSERT, UPDATE ON reminder TO 'duban_app'@'localhost';
GRANT SELECT, INSERT, UPDATE, DELETE ON reminder_to TO 'duban_app'@'localhost';
GRANT SELECT, INSERT, DELETE ON saved_view TO 'duban_app'@'localhost';
GRANT SELECT, INSERT, UPDATE, DELETE ON session TO 'duban_app'@'localhost';
GRANT SELECT, INSERT, UPDATE ON suspension TO 'duban_app'@'localhost';
GRANT SELECT, INSERT, UPDATE ON unit TO 'duban_app'@'localhost';

-- 只增不改的留痕；报送的进展不能改（A1.3）。
GRANT SELECT, INSERT ON audit_log TO 'duban_app'@'localhost';
GRANT SELECT, INSERT ON audit_seal TO 'duban_app'@'localhost';
GRANT SELECT, INSERT ON calendar_version TO 'duban_app'@'localhost';
GRANT SELECT, INSERT ON handover TO 'duban_app'@'localhost';
GRANT SELECT, INSERT ON history TO 'duban_app'@'localhost';
GRANT SELECT, INSERT ON report TO 'duban_app'@'localhost';
GRANT SELECT, INSERT ON time_rule TO 'duban_app'@'localhost';

-- 公文签发即冻结，此后只能作废。
GRANT SELECT, INSERT, UPDATE (voided_at, void_why) ON document TO 'duban_app'@'localhost';

GRANT SELECT, INSERT, UPDATE ON audit_check TO 'duban_app'@'localhost';
GRANT SELECT, UPDATE ON revocation TO 'duban_app'@'localhost';
GRANT SELECT ON schema_migration TO 'duban_app'@'localhost';
GRANT SELECT, INSERT, DELETE ON workday TO 'duban_app'@'localhost';
