/** H.264 through the system's libavcodec, where there is one and native code is permitted. */
@NullMarked
package org.pilothouse.rfb.h264;

import org.jspecify.annotations.NullMarked;
