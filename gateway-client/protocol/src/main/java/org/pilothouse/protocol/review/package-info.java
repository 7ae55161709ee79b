/** Reviews: who looked at an approval or a pairing, and what they said. */
@NullMarked
package org.pilothouse.protocol.review;

import org.jspecify.annotations.NullMarked;
