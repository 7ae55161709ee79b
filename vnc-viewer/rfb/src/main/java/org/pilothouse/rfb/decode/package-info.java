/** One decoder for each encoding, all of them straight into the framebuffer. */
@NullMarked
package org.pilothouse.rfb.decode;

import org.jspecify.annotations.NullMarked;
