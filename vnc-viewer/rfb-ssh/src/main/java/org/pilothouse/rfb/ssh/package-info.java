/** SSH as a transport: a connection or unix socket on the far side, reached through an account there. */
@NullMarked
package org.pilothouse.rfb.ssh;

import org.jspecify.annotations.NullMarked;
