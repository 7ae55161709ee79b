/** What is drawn over the picture: notices, figures, the other pointer, a region to cut out. */
@NullMarked
package org.pilothouse.rfb.fx.overlay;

import org.jspecify.annotations.NullMarked;
