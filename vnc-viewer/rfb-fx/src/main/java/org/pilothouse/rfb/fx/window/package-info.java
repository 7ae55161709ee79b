/** A window of its own around the view: a stand-alone viewer, to try any server with. */
@NullMarked
package org.pilothouse.rfb.fx.window;

import org.jspecify.annotations.NullMarked;
