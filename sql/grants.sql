-- 数据库与两个账号。由数据库管理员执行；执行前把 @APP_PASSWORD@、@MIGRATE_PASSWORD@ 换成各自的密码。可重复执行。
-- duban_app 供 duban-worker、duban-job 使用，对各表的权限见 rights.sql（dubanctl migrate 每次执行）；
-- duban_migrate 供 dubanctl 使用，只能动 duban 库。
CREATE DATABASE IF NOT EXISTS duban CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci;

-- 匿名账号会抢在具名账号之前匹配本机连接。
DROP USER IF EXISTS ''@'localhost';

CREATE USER IF NOT EXISTS 'duban_app'@'localhost';
CREATE USER IF NOT EXISTS 'duban_migrate'@'localhost';
ALTER USER 'duban_app'@'localhost' IDENTIFIED BY '@APP_PASSWORD@' WITH MAX_USER_CONNECTIONS 200;
ALTER USER 'duban_migrate'@'localhost' IDENTIFIED BY '@MIGRATE_PASSWORD@' WITH MAX_USER_CONNECTIONS 5;

GRANT SELECT, INSERT, UPDATE, DELETE, CREATE, ALTER, DROP, INDEX, REFERENCES, CREATE VIEW, SHOW VIEW, TRIGGER,
  CREATE TEMPORARY TABLES, LOCK TABLES ON duban.* TO 'duban_migrate'@'localhost' WITH GRANT OPTION;
