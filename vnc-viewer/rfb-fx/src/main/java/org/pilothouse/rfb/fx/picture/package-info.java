/** From the session's pixels to pixels on the screen: where a picture lies, scaling it, presenting what changed. */
@NullMarked
package org.pilothouse.rfb.fx.picture;

import org.jspecify.annotations.NullMarked;
