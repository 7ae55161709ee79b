/** Desktops in a web browser: a link that works once, the session that it becomes, and noVNC's files for its page. */
@NullMarked
package org.pilothouse.gateway.browser;

import org.jspecify.annotations.NullMarked;
