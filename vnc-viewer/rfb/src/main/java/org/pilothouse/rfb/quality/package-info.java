/** Which picture quality is asked for, and which pixels are not exact yet. Pure: no threads, no I/O. */
@NullMarked
package org.pilothouse.rfb.quality;

import org.jspecify.annotations.NullMarked;
