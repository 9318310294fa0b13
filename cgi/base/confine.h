#ifndef CONFINE_H
#define CONFINE_H

#include "base/base.h"

/* Gives up for good what a serving process does not need: root (for config.run_user), new privileges, all
 * files but config.data_dir/files, the log's folder and `extra` (folders, NULL-terminated, or NULL), all
 * system calls but a short list: any other kills the process. TCP, with names and certificates, is left where
 * the configuration names another machine: db_hosts, smtp_url, webhook_url. Before any thread; after keys are
 * read. With config.sandbox = 0 only the user changes. False and one sentence in *error where it fails. */
bool confine(const struct config *c, const char *const *extra, struct arena *a, char **error) MUST_USE;

#endif
