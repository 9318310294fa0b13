#ifndef CONFINE_PRIV_H
#define CONFINE_PRIV_H

#include <stdbool.h>

/* Loads the list of system calls; with_network adds sockets of TCP. */
bool confine_calls(bool with_network);

#endif
