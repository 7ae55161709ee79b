/**
 * The words of the RFB (VNC) engine: a session, what it tells its listener, and what it is given. It needs nothing but
 * the JDK. {@code org.pilothouse.rfb.client.RfbClient} starts a session.
 */
@NullMarked
package org.pilothouse.rfb;

import org.jspecify.annotations.NullMarked;
