/** The local gateway; its door is {@code LocalGateway}. */
@NullMarked
package org.pilothouse.gateway;

import org.jspecify.annotations.NullMarked;
