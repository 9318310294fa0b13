#ifndef REMINDER_H
#define REMINDER_H

/* 催办: by itself as a limit comes near and passes, and by the office's hand; who was reminded of what, when,
 * and what they answered. */

#include "http/http.h"

/* For the job: writes what is to be reminded of now, then tells those whose turn it is; *done counts the
 * reminders written. Outside working hours nothing happens. */
enum err reminder_round(struct db *db, struct arena *a, int64_t now, int64_t *done) MUST_USE;

extern const struct module reminder_module;

#endif
