"""The first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table('channels',
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('paused_until', sa.DateTime(timezone=True), nullable=False),
    sa.Column('why', sa.Text(), server_default='', nullable=False),
    sa.Column('times', sa.Integer(), server_default='0', nullable=False),
    sa.PrimaryKeyConstraint('name', name=op.f('pk_channels'))
    )
    op.create_table('events',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.Column('letter', sa.Text(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('state', sa.Text(), nullable=False),
    sa.Column('token', sa.Integer(), server_default='0', nullable=False),
    sa.Column('run', sa.Text(), server_default='', nullable=False),
    sa.Column('worker', sa.Text(), server_default='', nullable=False),
    sa.Column('detail', sa.Text(), server_default='', nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_events')),
    sqlite_autoincrement=True
    )
    op.create_index(op.f('ix_events_letter'), 'events', ['letter'], unique=False)
    op.create_table('findings',
    sa.Column('registry', sa.Text(), nullable=False),
    sa.Column('identity', sa.Text(), nullable=False),
    sa.Column('rule', sa.Text(), nullable=False),
    sa.Column('tab', sa.Text(), nullable=False),
    sa.Column('first_seen', sa.Date(), nullable=False),
    sa.Column('since', sa.Date(), nullable=False),
    sa.Column('last_seen', sa.Date(), nullable=False),
    sa.Column('mended_on', sa.Date(), nullable=True),
    sa.PrimaryKeyConstraint('registry', 'identity', name=op.f('pk_findings'))
    )
    op.create_index(op.f('ix_findings_registry_mended_on'), 'findings', ['registry', 'mended_on'], unique=False)
    op.create_table('holds',
    sa.Column('code', sa.Text(), nullable=False),
    sa.Column('registry', sa.Text(), nullable=False),
    sa.Column('kind', sa.Text(), nullable=False),
    sa.Column('subject', sa.Text(), nullable=False),
    sa.Column('facts', sa.Text(), server_default='', nullable=False),
    sa.Column('opened_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('closed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('confirmed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('confirmed_by', sa.Text(), server_default='', nullable=False),
    sa.PrimaryKeyConstraint('code', name=op.f('pk_holds'))
    )
    op.create_index(op.f('ix_holds_registry'), 'holds', ['registry'], unique=False)
    op.create_table('leases',
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('holder', sa.Text(), nullable=False),
    sa.Column('token', sa.BigInteger(), nullable=False),
    sa.Column('until', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('name', name=op.f('pk_leases'))
    )
    op.create_table('letters',
    sa.Column('id', sa.Text(), nullable=False),
    sa.Column('kind', sa.Text(), nullable=False),
    sa.Column('slot', sa.Text(), nullable=False),
    sa.Column('recipient', sa.Text(), nullable=True),
    sa.Column('name', sa.Text(), nullable=True),
    sa.Column('subject', sa.Text(), nullable=True),
    sa.Column('language', sa.Text(), server_default='', nullable=False),
    sa.Column('registries', sa.Text(), server_default='', nullable=False),
    sa.Column('items', sa.Integer(), server_default='0', nullable=False),
    sa.Column('state', sa.Text(), nullable=False),
    sa.Column('token', sa.Integer(), server_default='0', nullable=False),
    sa.Column('attempt', sa.Integer(), server_default='0', nullable=False),
    sa.Column('looks', sa.Integer(), server_default='0', nullable=False),
    sa.Column('lease_until', sa.DateTime(timezone=True), nullable=True),
    sa.Column('next_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('planned_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('handing_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('accepted_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('settled_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('flagged_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('how', sa.Text(), server_default='', nullable=False),
    sa.Column('message_id', sa.Text(), server_default='', nullable=False),
    sa.Column('body_sha256', sa.Text(), server_default='', nullable=False),
    sa.Column('server', sa.Text(), server_default='', nullable=False),
    sa.Column('queue_id', sa.Text(), server_default='', nullable=False),
    sa.Column('phase', sa.Text(), server_default='', nullable=False),
    sa.Column('code', sa.Integer(), server_default='0', nullable=False),
    sa.Column('enhanced', sa.Text(), server_default='', nullable=False),
    sa.Column('reply', sa.Text(), server_default='', nullable=False),
    sa.Column('run', sa.Text(), server_default='', nullable=False),
    sa.Column('worker', sa.Text(), server_default='', nullable=False),
    sa.Column('operator', sa.Text(), server_default='', nullable=False),
    sa.Column('reason', sa.Text(), server_default='', nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_letters'))
    )
    op.create_index(op.f('ix_letters_accepted_at'), 'letters', ['accepted_at'], unique=False)
    op.create_index(op.f('ix_letters_recipient'), 'letters', ['recipient'], unique=False)
    op.create_index(op.f('ix_letters_state'), 'letters', ['state'], unique=False)
    op.create_table('meta',
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('value', sa.Text(), nullable=False),
    sa.PrimaryKeyConstraint('name', name=op.f('pk_meta'))
    )
    op.create_table('people',
    sa.Column('registry', sa.Text(), nullable=False),
    sa.Column('person', sa.Text(), nullable=False),
    sa.Column('address', sa.Text(), nullable=False),
    sa.Column('since', sa.DateTime(timezone=True), nullable=False),
    sa.Column('pending', sa.Text(), nullable=True),
    sa.Column('pending_since', sa.DateTime(timezone=True), nullable=True),
    sa.PrimaryKeyConstraint('registry', 'person', name=op.f('pk_people'))
    )
    op.create_table('reads',
    sa.Column('registry', sa.Text(), nullable=False),
    sa.Column('tab', sa.Text(), nullable=False),
    sa.Column('rows', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('registry', 'tab', name=op.f('pk_reads'))
    )
    op.create_table('reports',
    sa.Column('registry', sa.Text(), nullable=False),
    sa.Column('month', sa.Text(), nullable=False),
    sa.Column('copy', sa.Text(), nullable=False),
    sa.Column('compiled', sa.Text(), nullable=False),
    sa.Column('frozen_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('sent_at', sa.DateTime(timezone=True), nullable=True),
    sa.PrimaryKeyConstraint('registry', 'month', 'copy', name=op.f('pk_reports'))
    )
    op.create_table('runs',
    sa.Column('registry', sa.Text(), nullable=False),
    sa.Column('job', sa.Text(), nullable=False),
    sa.Column('slot', sa.Text(), nullable=False),
    sa.Column('state', sa.Text(), nullable=False),
    sa.Column('token', sa.Integer(), server_default='0', nullable=False),
    sa.Column('worker', sa.Text(), server_default='', nullable=False),
    sa.Column('lease_until', sa.DateTime(timezone=True), nullable=True),
    sa.Column('started_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('finished_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('summary', sa.Text(), server_default='', nullable=False),
    sa.PrimaryKeyConstraint('registry', 'job', 'slot', name=op.f('pk_runs'))
    )
    op.create_table('skips',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.Column('run', sa.Text(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('registry', sa.Text(), server_default='', nullable=False),
    sa.Column('letter', sa.Text(), nullable=False),
    sa.Column('kind', sa.Text(), nullable=False),
    sa.Column('recipient', sa.Text(), nullable=True),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('detail', sa.Text(), server_default='', nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_skips')),
    sqlite_autoincrement=True
    )
    op.create_index(op.f('ix_skips_recipient'), 'skips', ['recipient'], unique=False)
    op.create_index(op.f('ix_skips_run'), 'skips', ['run'], unique=False)
    op.create_table('steps',
    sa.Column('registry', sa.Text(), nullable=False),
    sa.Column('community', sa.Text(), nullable=False),
    sa.Column('step', sa.Integer(), nullable=False),
    sa.Column('state', sa.Text(), nullable=False),
    sa.Column('since', sa.Date(), nullable=False),
    sa.Column('completed_on', sa.Date(), nullable=True),
    sa.PrimaryKeyConstraint('registry', 'community', 'step', name=op.f('pk_steps'))
    )
