/** Keys, pointer and touch on their way to the remote desktop. */
@NullMarked
package org.pilothouse.rfb.fx.input;

import org.jspecify.annotations.NullMarked;
