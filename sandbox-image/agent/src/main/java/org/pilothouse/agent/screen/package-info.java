/** Pictures of the screen: capture, cursor, scaling, PNG and JPEG. */
@NullMarked
package org.pilothouse.agent.screen;

import org.jspecify.annotations.NullMarked;
