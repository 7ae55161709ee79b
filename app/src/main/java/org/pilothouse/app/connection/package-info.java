/** Which gateways there are, which one is chosen, and how the connection to it is. */
@NullMarked
package org.pilothouse.app.connection;

import org.jspecify.annotations.NullMarked;
