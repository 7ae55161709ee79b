/** A running session: its threads, the message loop, the outgoing queue, clipboard, resize, liveness. */
@NullMarked
package org.pilothouse.rfb.session;

import org.jspecify.annotations.NullMarked;
