/** Speaks with the agent over its unix socket or TCP. */
@NullMarked
package org.pilothouse.desktop.client;

import org.jspecify.annotations.NullMarked;
