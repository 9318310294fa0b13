#include "app/meeting/meeting/meeting_priv.h"

static const struct choice kind_items[] = {
    {"regular", "例会"},
    {"mobilise", "动员会"},
    {"group", "领导小组会"},
    {"democratic", "民主生活会"},
    {"supervisors", "行风监督员座谈会"},
    {"delegates", "代表座谈会"},
    {"coordinate", "协调会"},
    {"study", "专题研究"},
    {"on_site", "现场办公"},
    {"other", "其他"},
};
const struct choices meeting_kinds = CHOICES("MeetingKind", kind_items);
static const struct choice status_items[] = {
    {"planned", "待召开"}, {"held", "已召开"}, {"closed", "已办结"}, {"cancelled", "已取消"}};
const struct choices meeting_statuses = CHOICES("MeetingStatus", status_items);
static const struct choice action_items[] = {
    {"edit", "修改"},        {"hold", "登记已召开"},  {"attendance", "登记到会"}, {"code", "扫码签到"},
    {"minutes", "整理纪要"}, {"resolve", "议定事项"}, {"make", "确认交办"},       {"sign", "签发纪要"},
    {"close", "办结"},       {"cancel", "取消会议"}};
const struct choices meeting_actions = CHOICES("MeetingAction", action_items);
static const struct choice invite_items[] = {{"unit", "单位"}, {"person", "个人"}, {"guest", "外请人员"}};
const struct choices invite_kinds = CHOICES("InviteKind", invite_items);
static const struct choice reply_items[] = {
    {"attending", "参加"}, {"absent", "不能参加"}, {"substitute", "由他人代替"}};
const struct choices invite_replies = CHOICES("InviteReply", reply_items);

#define COL(type_name, member, kind_of, text, ...)                                                           \
    {                                                                                                        \
        .name = #member, .type = (kind_of), .at = offsetof(type_name, member), .label = (text),              \
        ##__VA_ARGS__                                                                                        \
    }
#define MAYBE .nullable = true

/* ---- the form */
static const struct field item_fields[] = {
    COL(struct item_in, matter_id, F_INT, "督办事项", .min = 1),
    COL(struct item_in, text, F_TEXT, "议题", .min = 2, .max = 200, .required = true),
};
static const struct shape item_shape = SHAPE("AgendaItemIn", struct item_in, item_fields);
static const struct field guest_fields[] = {
    COL(struct guest_in, name, F_TEXT, "姓名", .max = 40, .required = true),
    COL(struct guest_in, post, F_TEXT, "单位", .max = 80),
    COL(struct guest_in, phone, F_TEXT, "电话", .max = 30),
};
static const struct shape guest_shape = SHAPE("GuestIn", struct guest_in, guest_fields);
static const struct field in_fields[] = {
    COL(struct meeting_in, kind, F_CHOICE, "类别", .required = true, .choices = &meeting_kinds),
    COL(struct meeting_in, title, F_TEXT, "会议名称", .min = 2, .max = 120, .required = true),
    COL(struct meeting_in, starts_at, F_INSTANT, "开始时间", .required = true),
    COL(struct meeting_in, ends_at, F_INSTANT, "结束时间", .required = true),
    COL(struct meeting_in, place, F_TEXT, "地点", .min = 2, .max = 100, .required = true),
    COL(struct meeting_in, chair_id, F_INT, "主持人", .min = 1),
    COL(struct meeting_in, chair_name, F_TEXT, "主持人姓名", .max = 40),
    COL(struct meeting_in, month_reason, F_TEXT, "无会月召开的理由", .min = 5, .max = 500),
    COL(struct meeting_in, agenda, F_LIST, "议题", .max = ITEMS_MAX, .of = &item_shape),
    COL(struct meeting_in, unit_ids, F_INTS, "参会单位", .max = INVITES_MAX),
    COL(struct meeting_in, membership_ids, F_INTS, "参会人员", .max = INVITES_MAX),
    COL(struct meeting_in, guests, F_LIST, "外请人员", .max = INVITES_MAX, .of = &guest_shape),
    COL(struct meeting_in, file_ids, F_INTS, "会议材料", .max = FILES_PER_OBJECT),
};
const struct shape meeting_in_shape = SHAPE("MeetingIn", struct meeting_in, in_fields);

/* ---- rows: hidden columns first */
#define HIDDEN 3
static const struct field meeting_fields[] = {
    COL(struct meeting, chair_person_id, F_INT, "主持人", MAYBE),
    COL(struct meeting, called_person_id, F_INT, "召集人"),
    COL(struct meeting, unmade_n, F_INT, "未交办的议定事项"),
    COL(struct meeting, id, F_INT, "编号"),
    COL(struct meeting, version, F_INT, "版本"),
    COL(struct meeting, body_id, F_INT, "督办机构"),
    COL(struct meeting, kind, F_CHOICE, "类别", .choices = &meeting_kinds),
    COL(struct meeting, title, F_TEXT, "会议名称"),
    COL(struct meeting, starts_at, F_INSTANT, "开始时间"),
    COL(struct meeting, ends_at, F_INSTANT, "结束时间"),
    COL(struct meeting, place, F_TEXT, "地点"),
    COL(struct meeting, chair_id, F_INT, "主持人任职", MAYBE),
    COL(struct meeting, chair_name, F_TEXT, "主持人"),
    COL(struct meeting, status, F_CHOICE, "状态", .choices = &meeting_statuses),
    COL(struct meeting, month_reason, F_TEXT, "无会月召开的理由", MAYBE),
    COL(struct meeting, called_name, F_TEXT, "召集人"),
    COL(struct meeting, called_post, F_TEXT, "召集人单位与职务"),
    COL(struct meeting, called_at, F_INSTANT, "召集时间"),
    COL(struct meeting, cancelled_why, F_TEXT, "取消的原因", MAYBE),
    COL(struct meeting, minutes, F_TEXT, "会议纪要", MAYBE),
    COL(struct meeting, minutes_at, F_INSTANT, "整理时间", MAYBE),
    COL(struct meeting, minutes_name, F_TEXT, "整理人", MAYBE),
    COL(struct meeting, document_id, F_INT, "纪要公文", MAYBE),
    COL(struct meeting, doc_no, F_TEXT, "纪要文号", MAYBE),
    COL(struct meeting, closed_at, F_INSTANT, "办结时间", MAYBE),
    COL(struct meeting, is_whole, F_BOOL, "是召集的机构"),
};
const struct shape meeting_row_shape = SHAPE("MeetingColumns", struct meeting, meeting_fields);
const struct shape meeting_shape = {.name = "Meeting",
                                    .size = sizeof(struct meeting),
                                    .fields = meeting_fields + HIDDEN,
                                    .n = ARRAY_LEN(meeting_fields) - HIDDEN};

static const struct field agenda_fields[] = {
    COL(struct agenda_item, matter_id, F_INT, "督办事项", MAYBE),
    COL(struct agenda_item, text, F_TEXT, "议题"),
    COL(struct agenda_item, matter_title, F_TEXT, "事项名称", MAYBE),
    COL(struct agenda_item, matter_no, F_TEXT, "登记号", MAYBE),
};
const struct shape agenda_item_shape = SHAPE("AgendaItem", struct agenda_item, agenda_fields);

static const struct field invite_fields[] = {
    COL(struct invite, person_id, F_INT, "人员", MAYBE),
    COL(struct invite, is_mine, F_BOOL, "是给我或者我单位的"),
    COL(struct invite, id, F_INT, "邀请"),
    COL(struct invite, kind, F_CHOICE, "类别", .choices = &invite_kinds),
    COL(struct invite, unit_id, F_INT, "单位", MAYBE),
    COL(struct invite, membership_id, F_INT, "任职", MAYBE),
    COL(struct invite, name, F_TEXT, "单位或姓名"),
    COL(struct invite, post, F_TEXT, "单位与职务", MAYBE),
    COL(struct invite, phone, F_TEXT, "电话", MAYBE),
    COL(struct invite, reply, F_CHOICE, "答复", MAYBE, .choices = &invite_replies),
    COL(struct invite, reply_note, F_TEXT, "不能参加的原因", MAYBE),
    COL(struct invite, substitute_name, F_TEXT, "代替参加的人", MAYBE),
    COL(struct invite, substitute_post, F_TEXT, "代替的人的职务", MAYBE),
    COL(struct invite, replied_at, F_INSTANT, "答复时间", MAYBE),
    COL(struct invite, replied_name, F_TEXT, "答复人", MAYBE),
    COL(struct invite, attended, F_BOOL, "到会"),
    COL(struct invite, absent, F_BOOL, "未到会"),
    COL(struct invite, attended_name, F_TEXT, "到会的人", MAYBE),
    COL(struct invite, attended_at, F_INSTANT, "登记时间", MAYBE),
    COL(struct invite, by_code, F_BOOL, "本人扫码签到"),
};
const struct shape invite_row_shape = SHAPE("InviteColumns", struct invite, invite_fields);
const struct shape invite_shape = {.name = "Invite",
                                   .size = sizeof(struct invite),
                                   .fields = invite_fields + 1,
                                   .n = ARRAY_LEN(invite_fields) - 1};

static const struct field clash_fields[] = {
    COL(struct clash, who, F_TEXT, "谁"),
    COL(struct clash, title, F_TEXT, "另一个会议"),
    COL(struct clash, starts_at, F_INSTANT, "开始"),
    COL(struct clash, ends_at, F_INSTANT, "结束"),
    COL(struct clash, place, F_TEXT, "地点"),
};
const struct shape clash_shape = SHAPE("MeetingClash", struct clash, clash_fields);
static const struct field clash_query_fields[] = {
    COL(struct clash_query, starts_at, F_INSTANT, "开始时间", .required = true),
    COL(struct clash_query, ends_at, F_INSTANT, "结束时间", .required = true),
    COL(struct clash_query, chair_id, F_INT, "主持人", .min = 1),
    COL(struct clash_query, unit_ids, F_INTS, "参会单位", .max = INVITES_MAX),
    COL(struct clash_query, membership_ids, F_INTS, "参会人员", .max = INVITES_MAX),
    COL(struct clash_query, except_id, F_INT, "正在修改的会议", .min = 1),
};
const struct shape clash_query_shape = SHAPE("MeetingCheckQuery", struct clash_query, clash_query_fields);
