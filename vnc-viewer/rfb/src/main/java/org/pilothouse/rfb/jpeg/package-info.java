/** A baseline JPEG decoder that gives the very pixels of libjpeg-turbo's defaults. It is never given more than a rectangle to fill. */
@NullMarked
package org.pilothouse.rfb.jpeg;

import org.jspecify.annotations.NullMarked;
