/** PNG images in pure Java, decoded straight into the framebuffer. */
@NullMarked
package org.pilothouse.rfb.png;

import org.jspecify.annotations.NullMarked;
