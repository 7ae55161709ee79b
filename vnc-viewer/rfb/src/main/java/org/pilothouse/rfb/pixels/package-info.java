/** Pixels as they come over the wire: their formats, and how they become ours. */
@NullMarked
package org.pilothouse.rfb.pixels;

import org.jspecify.annotations.NullMarked;
