/** Plays recordings as sessions, and exports them. */
@NullMarked
package org.pilothouse.rfb.replay;

import org.jspecify.annotations.NullMarked;
