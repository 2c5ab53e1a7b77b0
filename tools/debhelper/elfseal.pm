# `dh $@ --with elfseal`: dh_elfseal runs when nothing changes the files any more.
use strict;
use warnings;
use Debian::Debhelper::Dh_Lib;

insert_after('dh_strip', 'dh_elfseal');

1;
