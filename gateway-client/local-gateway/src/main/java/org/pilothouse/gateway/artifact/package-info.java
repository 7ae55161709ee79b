/** What attempts leave behind: bytes on disk under their hash, and what is known of them. */
@NullMarked
package org.pilothouse.gateway.artifact;

import org.jspecify.annotations.NullMarked;
