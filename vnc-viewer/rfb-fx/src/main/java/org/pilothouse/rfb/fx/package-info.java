/** VncView, the JavaFX node that shows and controls an RFB session. */
@NullMarked
package org.pilothouse.rfb.fx;

import org.jspecify.annotations.NullMarked;
