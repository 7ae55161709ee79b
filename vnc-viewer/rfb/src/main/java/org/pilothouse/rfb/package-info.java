/** An RFB (VNC) client engine that needs nothing but the JDK. */
@NullMarked
package org.pilothouse.rfb;

import org.jspecify.annotations.NullMarked;
