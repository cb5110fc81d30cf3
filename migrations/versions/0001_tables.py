"""tables"""

import sqlalchemy as sa
from alembic import op

revision = '0001'
down_revision = None
branch_labels = depends_on = None


def upgrade() -> None:
    # In the order of their references.
    op.create_table('branch',
    sa.Column('code', sa.String(length=20), nullable=False),
    sa.Column('name_kk', sa.String(length=100), nullable=False),
    sa.Column('name_ru', sa.String(length=100), nullable=False),
    sa.Column('name_en', sa.String(length=100), nullable=False),
    sa.Column('serves', sa.JSON(), nullable=False),
    sa.PrimaryKeyConstraint('code', name=op.f('pk_branch'))
    )
    op.create_table('day_correction',
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('working', sa.Boolean(), nullable=False),
    sa.Column('decree', sa.String(length=200), nullable=False),
    sa.PrimaryKeyConstraint('day', name=op.f('pk_day_correction'))
    )
    op.create_table('one_time_code',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('iin', sa.String(length=12), nullable=False),
    sa.Column('session_hash', sa.String(length=64), nullable=False),
    sa.Column('purpose', sa.String(length=10), nullable=False),
    sa.Column('document', sa.String(length=64), nullable=True),
    sa.Column('address_hash', sa.String(length=64), nullable=False),
    sa.Column('salt', sa.String(length=32), nullable=False),
    sa.Column('code_hash', sa.String(length=64), nullable=False),
    sa.Column('tries_left', sa.Integer(), nullable=False),
    sa.Column('sent_at', sa.DateTime(), nullable=False),
    sa.Column('expires_at', sa.DateTime(), nullable=False),
    sa.Column('used_at', sa.DateTime(), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_one_time_code'))
    )
    with op.batch_alter_table('one_time_code', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_one_time_code_address_hash'), ['address_hash'], unique=False)
        batch_op.create_index(batch_op.f('ix_one_time_code_iin'), ['iin'], unique=False)
        batch_op.create_index(batch_op.f('ix_one_time_code_session_hash'), ['session_hash'], unique=False)

    op.create_table('settlement',
    sa.Column('code', sa.String(length=9), nullable=False),
    sa.Column('parent_code', sa.String(length=9), nullable=True),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('name_kk', sa.String(length=100), nullable=False),
    sa.Column('name_ru', sa.String(length=100), nullable=False),
    sa.Column('applies', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['parent_code'], ['settlement.code'], name=op.f('fk_settlement_parent_code_settlement')),
    sa.PrimaryKeyConstraint('code', name=op.f('pk_settlement'))
    )
    op.create_table('spent_challenge',
    sa.Column('sha256', sa.String(length=64), nullable=False),
    sa.Column('purpose', sa.String(length=10), nullable=False),
    sa.Column('at', sa.DateTime(), nullable=False),
    sa.PrimaryKeyConstraint('sha256', name=op.f('pk_spent_challenge'))
    )
    op.create_table('staff',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('login', sa.String(length=40), nullable=False),
    sa.Column('name', sa.String(length=100), nullable=False),
    sa.Column('role', sa.String(length=20), nullable=False),
    sa.Column('branch_code', sa.String(length=20), nullable=True),
    sa.Column('password_hash', sa.String(length=200), nullable=False),
    sa.Column('active', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['branch_code'], ['branch.code'], name=op.f('fk_staff_branch_code_branch')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_staff')),
    sa.UniqueConstraint('login', name=op.f('uq_staff_login'))
    )
    op.create_table('application',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('number', sa.String(length=12), nullable=True),
    sa.Column('iin', sa.String(length=12), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('name_key', sa.String(length=200), nullable=False),
    sa.Column('language', sa.String(length=2), nullable=False),
    sa.Column('status', sa.String(length=20), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('answers', sa.JSON(), nullable=False),
    sa.Column('basis', sa.String(length=20), nullable=True),
    sa.Column('settlement', sa.String(length=9), nullable=True),
    sa.Column('category', sa.String(length=3), nullable=True),
    sa.Column('branch_code', sa.String(length=20), nullable=True),
    sa.Column('phone', sa.String(length=16), nullable=True),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.Column('filed_at', sa.DateTime(), nullable=True),
    sa.Column('accepted_at', sa.DateTime(), nullable=True),
    sa.Column('due_at', sa.DateTime(), nullable=True),
    sa.Column('next_check_at', sa.DateTime(), nullable=True),
    sa.Column('decided_at', sa.DateTime(), nullable=True),
    sa.Column('escalation', sa.Integer(), nullable=False),
    sa.Column('claimed_by', sa.Integer(), nullable=True),
    sa.Column('lease_until', sa.DateTime(), nullable=True),
    sa.ForeignKeyConstraint(['branch_code'], ['branch.code'], name=op.f('fk_application_branch_code_branch')),
    sa.ForeignKeyConstraint(['claimed_by'], ['staff.id'], name=op.f('fk_application_claimed_by_staff')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_application')),
    sa.UniqueConstraint('number', name=op.f('uq_application_number'))
    )
    with op.batch_alter_table('application', schema=None) as batch_op:
        batch_op.create_index('ix_application_iin_status', ['iin', 'status'], unique=False)
        batch_op.create_index(batch_op.f('ix_application_name_key'), ['name_key'], unique=False)
        batch_op.create_index('ix_application_open', ['branch_code', 'due_at', 'id'], unique=False, sqlite_where=sa.text("status IN ('submitted', 'accepted', 'checking', 'source_awaited', 'with_operator')"))
        batch_op.create_index('ix_application_status_next_check_at', ['status', 'next_check_at'], unique=False)
        batch_op.create_index('uq_application_iin_open', ['iin'], unique=True, sqlite_where=sa.text("status = 'draft' OR status IN ('submitted', 'accepted', 'checking', 'source_awaited', 'with_operator')"))

    op.create_table('signed_in',
    sa.Column('token_hash', sa.String(length=64), nullable=False),
    sa.Column('iin', sa.String(length=12), nullable=True),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('staff_id', sa.Integer(), nullable=True),
    sa.Column('since', sa.DateTime(), nullable=False),
    sa.Column('until', sa.DateTime(), nullable=False),
    sa.ForeignKeyConstraint(['staff_id'], ['staff.id'], name=op.f('fk_signed_in_staff_id_staff')),
    sa.PrimaryKeyConstraint('token_hash', name=op.f('pk_signed_in'))
    )
    op.create_table('alert',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('application_id', sa.Integer(), nullable=False),
    sa.Column('level', sa.Integer(), nullable=False),
    sa.Column('role', sa.String(length=20), nullable=False),
    sa.Column('branch_code', sa.String(length=20), nullable=True),
    sa.Column('staff_id', sa.Integer(), nullable=True),
    sa.Column('breach', sa.Boolean(), nullable=False),
    sa.Column('at', sa.DateTime(), nullable=False),
    sa.Column('read_at', sa.DateTime(), nullable=True),
    sa.ForeignKeyConstraint(['application_id'], ['application.id'], name=op.f('fk_alert_application_id_application')),
    sa.ForeignKeyConstraint(['branch_code'], ['branch.code'], name=op.f('fk_alert_branch_code_branch')),
    sa.ForeignKeyConstraint(['staff_id'], ['staff.id'], name=op.f('fk_alert_staff_id_staff')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_alert')),
    sa.UniqueConstraint('application_id', 'level', 'role', name=op.f('uq_alert_application_id'))
    )
    with op.batch_alter_table('alert', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_alert_application_id'), ['application_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_alert_branch_code'), ['branch_code'], unique=False)

    op.create_table('answer',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('application_id', sa.Integer(), nullable=False),
    sa.Column('source', sa.String(length=30), nullable=False),
    sa.Column('about', sa.String(length=12), nullable=False),
    sa.Column('state', sa.String(length=12), nullable=False),
    sa.Column('facts', sa.JSON(), nullable=False),
    sa.Column('request_id', sa.String(length=36), nullable=False),
    sa.Column('asked_at', sa.DateTime(), nullable=False),
    sa.Column('raw', sa.LargeBinary(), nullable=False),
    sa.Column('sha256', sa.String(length=64), nullable=False),
    sa.ForeignKeyConstraint(['application_id'], ['application.id'], name=op.f('fk_answer_application_id_application')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_answer')),
    sa.UniqueConstraint('request_id', name=op.f('uq_answer_request_id'))
    )
    with op.batch_alter_table('answer', schema=None) as batch_op:
        batch_op.create_index('ix_answer_application_id_source', ['application_id', 'source', 'about'], unique=False)

    op.create_table('decision',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('application_id', sa.Integer(), nullable=False),
    sa.Column('outcome', sa.String(length=10), nullable=False),
    sa.Column('facts', sa.JSON(), nullable=False),
    sa.Column('grounds', sa.JSON(), nullable=False),
    sa.Column('unknown', sa.JSON(), nullable=False),
    sa.Column('parameters', sa.Date(), nullable=False),
    sa.Column('code_version', sa.String(length=20), nullable=False),
    sa.Column('staff_id', sa.Integer(), nullable=True),
    sa.Column('note', sa.String(length=2000), nullable=False),
    sa.Column('decided_at', sa.DateTime(), nullable=False),
    sa.ForeignKeyConstraint(['application_id'], ['application.id'], name=op.f('fk_decision_application_id_application')),
    sa.ForeignKeyConstraint(['staff_id'], ['staff.id'], name=op.f('fk_decision_staff_id_staff')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_decision')),
    sa.UniqueConstraint('application_id', name=op.f('uq_decision_application_id'))
    )
    op.create_table('event',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(), nullable=False),
    sa.Column('kind', sa.String(length=40), nullable=False),
    sa.Column('actor', sa.String(length=40), nullable=False),
    sa.Column('application_id', sa.Integer(), nullable=True),
    sa.Column('detail', sa.JSON(), nullable=False),
    sa.Column('previous', sa.String(length=64), nullable=False),
    sa.Column('hash', sa.String(length=64), nullable=False),
    sa.ForeignKeyConstraint(['application_id'], ['application.id'], name=op.f('fk_event_application_id_application')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_event')),
    sa.UniqueConstraint('hash', name=op.f('uq_event_hash'))
    )
    with op.batch_alter_table('event', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_event_application_id'), ['application_id'], unique=False)

    op.create_table('message',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('application_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('text', sa.String(length=70), nullable=False),
    sa.Column('phone', sa.String(length=16), nullable=True),
    sa.Column('state', sa.String(length=12), nullable=False),
    sa.Column('attempts', sa.Integer(), nullable=False),
    sa.Column('next_at', sa.DateTime(), nullable=False),
    sa.Column('provider_id', sa.String(length=40), nullable=True),
    sa.Column('sent_at', sa.DateTime(), nullable=True),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.ForeignKeyConstraint(['application_id'], ['application.id'], name=op.f('fk_message_application_id_application')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_message')),
    sa.UniqueConstraint('application_id', 'kind', name=op.f('uq_message_application_id'))
    )
    with op.batch_alter_table('message', schema=None) as batch_op:
        batch_op.create_index('ix_message_state_next_at', ['state', 'next_at'], unique=False)

    op.create_table('notice',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('application_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=12), nullable=False),
    sa.Column('number', sa.String(length=20), nullable=False),
    sa.Column('code', sa.String(length=10), nullable=False),
    sa.Column('texts', sa.JSON(), nullable=False),
    sa.Column('sha256', sa.String(length=64), nullable=False),
    sa.Column('issued_at', sa.DateTime(), nullable=False),
    sa.ForeignKeyConstraint(['application_id'], ['application.id'], name=op.f('fk_notice_application_id_application')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_notice')),
    sa.UniqueConstraint('application_id', name=op.f('uq_notice_application_id')),
    sa.UniqueConstraint('code', name=op.f('uq_notice_code')),
    sa.UniqueConstraint('number', name=op.f('uq_notice_number'))
    )
    op.create_table('paper',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('application_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=30), nullable=False),
    sa.Column('filename', sa.String(length=200), nullable=False),
    sa.Column('media_type', sa.String(length=40), nullable=False),
    sa.Column('size', sa.Integer(), nullable=False),
    sa.Column('sha256', sa.String(length=64), nullable=False),
    sa.Column('content', sa.LargeBinary(), nullable=False),
    sa.Column('filed_at', sa.DateTime(), nullable=False),
    sa.ForeignKeyConstraint(['application_id'], ['application.id'], name=op.f('fk_paper_application_id_application')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_paper'))
    )
    with op.batch_alter_table('paper', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_paper_application_id'), ['application_id'], unique=False)

    op.create_table('register_entry',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('application_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.String(length=12), nullable=False),
    sa.Column('iin', sa.String(length=12), nullable=False),
    sa.Column('settlement', sa.String(length=9), nullable=False),
    sa.Column('list_code', sa.String(length=10), nullable=False),
    sa.Column('category_declared', sa.String(length=3), nullable=True),
    sa.Column('registered_at', sa.DateTime(), nullable=False),
    sa.ForeignKeyConstraint(['application_id'], ['application.id'], name=op.f('fk_register_entry_application_id_application')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_register_entry')),
    sa.UniqueConstraint('application_id', name=op.f('uq_register_entry_application_id')),
    sa.UniqueConstraint('iin', name=op.f('uq_register_entry_iin')),
    sa.UniqueConstraint('number', name=op.f('uq_register_entry_number'))
    )
    with op.batch_alter_table('register_entry', schema=None) as batch_op:
        batch_op.create_index('ix_register_entry_place', ['settlement', 'list_code', 'registered_at', 'number'], unique=False)

    op.create_table('settled',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('application_id', sa.Integer(), nullable=False),
    sa.Column('fact', sa.String(length=60), nullable=False),
    sa.Column('value', sa.JSON(), nullable=False),
    sa.Column('note', sa.String(length=2000), nullable=False),
    sa.Column('staff_id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(), nullable=False),
    sa.ForeignKeyConstraint(['application_id'], ['application.id'], name=op.f('fk_settled_application_id_application')),
    sa.ForeignKeyConstraint(['staff_id'], ['staff.id'], name=op.f('fk_settled_staff_id_staff')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_settled')),
    sa.UniqueConstraint('application_id', 'fact', name=op.f('uq_settled_application_id'))
    )
    op.create_table('signature',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('application_id', sa.Integer(), nullable=False),
    sa.Column('way', sa.String(length=4), nullable=False),
    sa.Column('document', sa.LargeBinary(), nullable=False),
    sa.Column('sha256', sa.String(length=64), nullable=False),
    sa.Column('certificate', sa.LargeBinary(), nullable=False),
    sa.Column('cms', sa.LargeBinary(), nullable=True),
    sa.Column('issuer_sha256', sa.String(length=64), nullable=True),
    sa.Column('code_id', sa.Integer(), nullable=True),
    sa.Column('seal', sa.LargeBinary(), nullable=True),
    sa.Column('signer_iin', sa.String(length=12), nullable=False),
    sa.Column('verified_at', sa.DateTime(), nullable=False),
    sa.Column('verifier', sa.String(length=40), nullable=False),
    sa.Column('revocation', sa.String(length=80), nullable=False),
    sa.Column('revocation_evidence', sa.LargeBinary(), nullable=True),
    sa.ForeignKeyConstraint(['application_id'], ['application.id'], name=op.f('fk_signature_application_id_application')),
    sa.ForeignKeyConstraint(['code_id'], ['one_time_code.id'], name=op.f('fk_signature_code_id_one_time_code')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_signature')),
    sa.UniqueConstraint('application_id', name=op.f('uq_signature_application_id'))
    )


def downgrade() -> None:
    # In the order of their references.
    op.drop_table('signature')
    op.drop_table('settled')
    with op.batch_alter_table('register_entry', schema=None) as batch_op:
        batch_op.drop_index('ix_register_entry_place')

    op.drop_table('register_entry')
    with op.batch_alter_table('paper', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_paper_application_id'))

    op.drop_table('paper')
    op.drop_table('notice')
    with op.batch_alter_table('message', schema=None) as batch_op:
        batch_op.drop_index('ix_message_state_next_at')

    op.drop_table('message')
    with op.batch_alter_table('event', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_event_application_id'))

    op.drop_table('event')
    op.drop_table('decision')
    with op.batch_alter_table('answer', schema=None) as batch_op:
        batch_op.drop_index('ix_answer_application_id_source')

    op.drop_table('answer')
    with op.batch_alter_table('alert', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_alert_branch_code'))
        batch_op.drop_index(batch_op.f('ix_alert_application_id'))

    op.drop_table('alert')
    op.drop_table('signed_in')
    with op.batch_alter_table('application', schema=None) as batch_op:
        batch_op.drop_index('uq_application_iin_open', sqlite_where=sa.text("status = 'draft' OR status IN ('submitted', 'accepted', 'checking', 'source_awaited', 'with_operator')"))
        batch_op.drop_index('ix_application_status_next_check_at')
        batch_op.drop_index('ix_application_open', sqlite_where=sa.text("status IN ('submitted', 'accepted', 'checking', 'source_awaited', 'with_operator')"))
        batch_op.drop_index(batch_op.f('ix_application_name_key'))
        batch_op.drop_index('ix_application_iin_status')

    op.drop_table('application')
    op.drop_table('staff')
    op.drop_table('spent_challenge')
    op.drop_table('settlement')
    with op.batch_alter_table('one_time_code', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_one_time_code_session_hash'))
        batch_op.drop_index(batch_op.f('ix_one_time_code_iin'))
        batch_op.drop_index(batch_op.f('ix_one_time_code_address_hash'))

    op.drop_table('one_time_code')
    op.drop_table('day_correction')
    op.drop_table('branch')
