/** TCP ports that programs in the sandbox listen on, and the way to them. */
@NullMarked
package org.pilothouse.agent.ports;

import org.jspecify.annotations.NullMarked;
