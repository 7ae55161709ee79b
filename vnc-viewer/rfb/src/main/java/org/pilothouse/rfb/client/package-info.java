/** How a session is started. */
@NullMarked
package org.pilothouse.rfb.client;

import org.jspecify.annotations.NullMarked;
