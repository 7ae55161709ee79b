/** The security types: each proves who we are, some also who the server is, and some hide everything that follows. */
@NullMarked
package org.pilothouse.rfb.security;

import org.jspecify.annotations.NullMarked;
