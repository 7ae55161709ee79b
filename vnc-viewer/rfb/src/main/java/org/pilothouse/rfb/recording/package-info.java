/** Recordings: what a server sent, byte by byte, with an index of its updates. */
@NullMarked
package org.pilothouse.rfb.recording;

import org.jspecify.annotations.NullMarked;
