/** Environments and hosts: what should be, what is, and why. */
@NullMarked
package org.pilothouse.protocol.environment;

import org.jspecify.annotations.NullMarked;
