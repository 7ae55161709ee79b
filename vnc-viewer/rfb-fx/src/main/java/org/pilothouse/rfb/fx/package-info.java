/**
 * A remote desktop in JavaFX. {@link org.pilothouse.rfb.fx.RemoteDesktop} is the connection with its state as properties,
 * {@link org.pilothouse.rfb.fx.VncView} the node that shows and controls it.
 */
@NullMarked
package org.pilothouse.rfb.fx;

import org.jspecify.annotations.NullMarked;
