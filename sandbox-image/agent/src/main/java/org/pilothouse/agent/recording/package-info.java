/** Films of the screen: made, kept, found again. {@link org.pilothouse.agent.recording.Recorder} is the door. */
@NullMarked
package org.pilothouse.agent.recording;

import org.jspecify.annotations.NullMarked;
