/**
 * An HTTP server's plumbing: routes, bounded strict JSON, refusals, who may speak from where, server-sent events. Knows
 * neither the gateway nor the agent; the door is {@link org.pilothouse.http.HttpServer}.
 */
@NullMarked
package org.pilothouse.http;

import org.jspecify.annotations.NullMarked;
