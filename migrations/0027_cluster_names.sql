-- Two clusters must not look the same, or the runs of one are billed as the other's: no name has blanks at its ends or
-- characters that cannot be seen. The program refuses such names already; here it holds whoever writes.
-- What Unicode has not assigned yet is left to the program, since each version of Unicode assigns more.
create function platform.has_invisible(text) returns boolean
language sql immutable strict parallel safe
-- Control and format characters, spaces but the plain one, separators of lines, fillers, and private characters.
return $1 ~ (
  '[\u0001-\u001f\u007f-\u00a0\u00ad\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u115f\u1160\u1680\u180e'
  || '\u2000-\u200f\u2028-\u202f\u205f-\u2064\u2066-\u206f\u3000\u3164\ue000-\uf8ff\ufeff\uffa0\ufff9-\ufffb'
  || '\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a'
  || '\U000e0001\U000e0020-\U000e007f\U000f0000-\U000ffffd\U00100000-\U0010fffd]'
);

-- Not checked of names that are there: they were taken when the program did not look yet, and runs hang on them.
alter table inventory.cluster add constraint cluster_name_is_plain
  check (name = btrim(name) and not platform.has_invisible(name)) not valid;
